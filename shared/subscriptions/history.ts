import type { SubscriptionNews } from "../contract/subscriptions.ts"
import type { SubscriptionFact } from "../revenue/life.ts"
import { inOrder } from "../revenue/order.ts"
import { cadenceWords } from "../revenue/sentence.ts"
import type { SubscriptionSnapshot } from "../revenue/stripe-fact.ts"
import { instantOfUnix } from "../time.ts"
import { isCancelling, planOf, recurring } from "./subscription.ts"

/** What each telling of a subscription changed, the newest first; a telling that Stripe gave when it was asked names no delivery. */
export function historyOf(facts: readonly SubscriptionFact[]): SubscriptionNews[] {
  return inOrder(facts)
    .map(({ createdSeconds, type, eventId, snapshot }, index, all) => ({
      at: instantOfUnix(createdSeconds),
      type,
      deliveryId: type === "asked" ? null : eventId,
      changes: changesOf(all[index - 1]?.snapshot, snapshot),
    }))
    .reverse()
}

/** What is otherwise than before, in a few words each; of the first telling, what there is. */
export function changesOf(before: SubscriptionSnapshot | undefined, after: SubscriptionSnapshot): string[] {
  const status = (one: SubscriptionSnapshot) => one.status.replaceAll("_", " ")
  if (!before) return [`${plansOf(after)}, ${status(after)}`]
  const changes: string[] = []
  const note = (words: string | false) => void (words && changes.push(words))
  note(before.status !== after.status && `${status(before)} → ${status(after)}`)
  note(plansOf(before) !== plansOf(after) && `${plansOf(before)} → ${plansOf(after)}`)
  note(!isCancelling(before) && isCancelling(after) && `ends on ${dayOf(after)}`)
  note(isCancelling(before) && !isCancelling(after) && after.endedSeconds === null && "goes on after all")
  note(!before.collectionPaused && after.collectionPaused && "collection paused")
  note(before.collectionPaused && !after.collectionPaused && "collection goes on")
  note(discounts(before) !== discounts(after) && "discounts changed")
  note(periodChanged(before, after) && `period until ${day(after.periodEndSeconds!)}`)
  return changes
}

const plansOf = (snapshot: SubscriptionSnapshot): string =>
  recurring(snapshot)
    .map((item) => `${item.metered ? "" : `${item.quantity} × `}${planOf(item)} ${cadenceWords(item.cadence)}`)
    .join(", ") || "nothing that recurs"

/** What discounts are worth: which coupon one is of was not always kept. */
const discounts = (snapshot: SubscriptionSnapshot): string =>
  JSON.stringify(
    [snapshot.discounts, ...snapshot.items.map((item) => item.discounts)].map((some) =>
      some.map(({ kind, value, currency, duration, startSeconds, endSeconds }) => [
        ...[kind, value, currency, duration, startSeconds, endSeconds],
      ]),
    ),
  )

const periodChanged = (before: SubscriptionSnapshot, after: SubscriptionSnapshot): boolean =>
  after.periodEndSeconds != null &&
  before.periodEndSeconds != null &&
  before.periodEndSeconds !== after.periodEndSeconds

const day = (seconds: number): string => instantOfUnix(seconds).slice(0, 10)
const dayOf = ({ cancelAtSeconds, periodEndSeconds }: SubscriptionSnapshot): string => {
  const end = cancelAtSeconds ?? periodEndSeconds
  return end == null ? "its period's end" : day(end)
}
