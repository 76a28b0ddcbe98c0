import type { Subscription, SubscriptionQuery } from "#shared/contract/subscriptions.ts"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import type { KeptSubscription } from "#shared/subscriptions/kept.ts"
import { subscriptionMatches } from "#shared/subscriptions/list.ts"
import { maskedOwner, subscriptionOf } from "#shared/subscriptions/subscription.ts"
import { dayOf, type Day, msOf } from "#shared/time.ts"
import type { Ground } from "./ground.ts"
import { heldList, type ListKind } from "./held-list.ts"
import { waitingSubjects } from "./stripe-command.ts"
import { subscriptionsPartition } from "./subscription.ts"

/** What is news for lists of subscriptions. */
export const SUBSCRIPTIONS_TOPIC = "subscriptions"

const SUBSCRIPTIONS: ListKind<KeptSubscription> = {
  topic: SUBSCRIPTIONS_TOPIC,
  partition: subscriptionsPartition,
  idOf: ({ subscriptionId }) => subscriptionId,
}

/** Every subscription of a mode, and the version of the news it is not older than: read whole once in a process's life, then what was written since. */
export const keptSubscriptions = (ground: Ground, mode: Mode): Promise<{ kept: KeptSubscription[]; version: number }> =>
  heldList(ground, mode, SUBSCRIPTIONS)

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
