import type { Subscription, SubscriptionQuery } from "#shared/contract/subscriptions.ts"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import type { KeptSubscription } from "#shared/subscriptions/kept.ts"
import { subscriptionMatches } from "#shared/subscriptions/list.ts"
import { maskedOwner, subscriptionOf } from "#shared/subscriptions/subscription.ts"
import { dayOf, type Day, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import type { Ground } from "./ground.ts"
import { waitingSubjects } from "./stripe-command.ts"
import { everySubscription, subscriptionsSince } from "./subscription.ts"
import { topicVersion } from "./topic.ts"

/** What is news for lists of subscriptions. */
export const SUBSCRIPTIONS_TOPIC = "subscriptions"

interface Held {
  version: number
  /** When it was read last, and when it was read whole. */
  readMs: number
  wholeMs: number
  kept: ReadonlyMap<string, KeptSubscription>
}
const held = new WeakMap<Ground, Map<Mode, Promise<Held>>>()
/** So long a list that was read serves, should nobody tell of its changes. */
const LIFE_MS = 10_000
/** Longer than clocks differ and an index lags. */
const OVERLAP_MS = MINUTE_MS
/** What is gone is not among the changes: so often the list is read whole again. */
const WHOLE_MS = 30 * MINUTE_MS

/**
 * Every subscription of a mode, and the version of the news it is not older than. A process reads the list whole once, some 40
 * read units for a thousand, and keeps it; from then on it reads what was written since.
 */
export async function keptSubscriptions(
  ground: Ground,
  mode: Mode,
): Promise<{ kept: KeptSubscription[]; version: number }> {
  const version = await topicVersion(ground.db, SUBSCRIPTIONS_TOPIC)
  const modes = held.get(ground) ?? new Map<Mode, Promise<Held>>()
  held.set(ground, modes)
  const reading = refreshed(ground, mode, version, modes.get(mode))
  modes.set(mode, reading)
  reading.catch(() => modes.delete(mode))
  return { kept: [...(await reading).kept.values()], version }
}

/** The list as it stands; one asker waits for the other. */
async function refreshed(ground: Ground, mode: Mode, version: number, before?: Promise<Held>): Promise<Held> {
  const known = await before?.catch(() => undefined)
  const readMs = msOf(ground.clock.due())
  if (!known || readMs - known.wholeMs >= WHOLE_MS) {
    const all = await everySubscription(ground.db, mode)
    return { version, readMs, wholeMs: readMs, kept: new Map(all.map((one) => [one.subscriptionId, one])) }
  }
  if (known.version === version && readMs - known.readMs < LIFE_MS) return known
  const news = await subscriptionsSince(ground.db, mode, instant(known.readMs - OVERLAP_MS))
  const kept = new Map([...known.kept, ...news.map((one) => [one.subscriptionId, one] as const)])
  return { ...known, version, readMs, kept }
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
