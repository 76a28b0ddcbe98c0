import type { FailingInvoice, Subscription } from "../contract/subscriptions.ts"
import type { Mode } from "../contract/transactions.ts"
import { maskEmail } from "../directory/mask.ts"
import type { Item, SubscriptionSnapshot } from "../revenue/stripe-fact.ts"
import { instantOfUnix } from "../time.ts"
import type { KeptSubscription, Worth } from "./kept.ts"

const NAMELESS = "a plan"

/** What an item is called. */
export const planOf = ({ planName }: Item): string => planName ?? NAMELESS
/** Items that recur: what is sold once is no plan. */
export const recurring = ({ items }: SubscriptionSnapshot): Item[] => items.filter(({ cadence }) => cadence !== null)

/** The moment after which it is over; null while it is not. */
const endOf = ({ status, endedSeconds }: SubscriptionSnapshot): number | null | undefined =>
  status === "canceled" || status === "incomplete_expired" ? endedSeconds : null

/** True when nothing more will come of a subscription. */
export const isOver = (snapshot: SubscriptionSnapshot): boolean =>
  snapshot.status === "canceled" || snapshot.status === "incomplete_expired"
/** True when an end is asked for that has not come. */
export const isCancelling = (snapshot: SubscriptionSnapshot): boolean =>
  !isOver(snapshot) && (snapshot.cancelAtPeriodEnd || snapshot.cancelAtSeconds !== null)

/** What a subscription is worth at an instant not before its last news. */
export const worthAt = ({ worth }: KeptSubscription, atSeconds: number): Worth =>
  worth.findLast((one) => one.atSeconds <= atSeconds) ?? worth[0]!

const instantOr = (seconds: number | null | undefined) => (seconds == null ? null : instantOfUnix(seconds))

/** A subscription as it stands at an instant; `isWaiting` says whether a command on it waits. */
export function subscriptionOf(
  kept: KeptSubscription,
  mode: Mode,
  atSeconds: number,
  isWaiting: boolean,
): Subscription {
  const { snapshot } = kept
  const items = recurring(snapshot)
  const { mrrCents, trialCents, pausedCents } = worthAt(kept, atSeconds)
  const period = snapshot.periodEndSeconds ?? null
  const leaves = isCancelling(snapshot)
  return {
    subscriptionId: kept.subscriptionId,
    mode,
    customerId: kept.customerId,
    name: kept.name,
    email: kept.email,
    organizationId: kept.organizationId,
    status: snapshot.status,
    collectionPaused: snapshot.collectionPaused && !isOver(snapshot),
    plans: items.map(planOf),
    cadence: items[0]?.cadence ?? null,
    seats: items.filter(({ metered }) => !metered).reduce((sum, { quantity }) => sum + quantity, 0),
    currency: snapshot.currency,
    mrrCents,
    trialCents,
    pausedCents,
    startedAt: instantOfUnix(snapshot.startedSeconds),
    trialEndsAt: snapshot.status === "trialing" ? instantOr(snapshot.trialEndSeconds) : null,
    renewsAt: leaves || isOver(snapshot) || snapshot.status === "paused" ? null : instantOr(period),
    cancellation: leaves
      ? { askedAt: instantOr(snapshot.canceledSeconds), endsAt: instantOr(snapshot.cancelAtSeconds ?? period) }
      : null,
    endedAt: instantOr(endOf(snapshot)),
    failing: kept.failing && failingOf(kept.failing),
    isWaiting,
  }
}

const failingOf = ({ nextAttemptSeconds, ...kept }: NonNullable<KeptSubscription["failing"]>): FailingInvoice => ({
  ...kept,
  nextAttemptAt: instantOr(nextAttemptSeconds),
})

/** A subscription, or an invoice, as staff viewers read it: not whose it is. */
export const maskedOwner = <Owned extends Pick<Subscription, "name" | "email">>(owned: Owned): Owned => ({
  ...owned,
  name: owned.name && maskEmail(owned.name),
  email: owned.email && maskEmail(owned.email),
})
