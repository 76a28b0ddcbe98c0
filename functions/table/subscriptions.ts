import type { Subscription, SubscriptionQuery } from "#shared/contract/subscriptions.ts"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import type { KeptSubscription } from "#shared/subscriptions/kept.ts"
import { subscriptionMatches } from "#shared/subscriptions/list.ts"
import { maskedOwner, subscriptionOf } from "#shared/subscriptions/subscription.ts"
import { dayOf, type Day, MINUTE_MS, msOf } from "#shared/time.ts"
import type { Ground } from "./ground.ts"
import { waitingSubjects } from "./stripe-command.ts"
import { everySubscription } from "./subscription.ts"
import { topicVersion } from "./topic.ts"

/** What is news for lists of subscriptions. */
export const SUBSCRIPTIONS_TOPIC = "subscriptions"

interface Held {
  version: number
  readMs: number
  kept: Promise<KeptSubscription[]>
}
const held = new WeakMap<Ground, Map<Mode, Held>>()
/** So long a list that was read serves at most, should nobody tell of its changes. */
const LIFE_MS = MINUTE_MS

/**
 * Every subscription of a mode, and the version of the news it is not older than. It is read whole, some 40 read units for a
 * thousand, once for each piece of news: until then what was read serves from memory.
 */
export async function keptSubscriptions(
  ground: Ground,
  mode: Mode,
): Promise<{ kept: KeptSubscription[]; version: number }> {
  const version = await topicVersion(ground.db, SUBSCRIPTIONS_TOPIC)
  const modes = held.get(ground) ?? new Map<Mode, Held>()
  held.set(ground, modes)
  const nowMs = msOf(ground.clock.machine())
  const known = modes.get(mode)
  if (known && known.version === version && nowMs - known.readMs < LIFE_MS) return { kept: await known.kept, version }
  const kept = everySubscription(ground.db, mode)
  modes.set(mode, { version, readMs: nowMs, kept })
  kept.catch(() => modes.delete(mode))
  return { kept: await kept, version }
}

/** Subscriptions as they stand now and as they are read, all of a mode and those that match, with what amounts are converted by. */
export async function subscriptionsFor(
  ground: Ground,
  query: SubscriptionQuery,
  masked: boolean,
): Promise<{
  all: Subscription[]
  matching: Subscription[]
  settings: GeneralSettings
  day: Day
  version: number
}> {
  const { mode } = query
  const [{ kept, version }, waiting, settings] = await Promise.all([
    keptSubscriptions(ground, mode),
    waitingSubjects(ground.db, mode),
    ground.settings(),
  ])
  const now = ground.clock.business()
  const reads = (one: Subscription) => (masked ? maskedOwner(one) : one)
  const all = kept.map((one) =>
    reads(subscriptionOf(one, mode, msOf(now) / 1_000, waiting.has(`subscription ${one.subscriptionId}`))),
  )
  return {
    all,
    matching: all.filter(subscriptionMatches(query)),
    settings,
    day: dayOf(now, settings.reportingZone),
    version,
  }
}
