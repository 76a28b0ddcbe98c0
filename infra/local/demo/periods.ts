import { bill } from "./billing.ts"
import { DAY_SECONDS } from "./calendar.ts"
import { idOf } from "./dice.ts"
import type { Invoice } from "./invoice-shapes.ts"
import { change, type Life, later, tell } from "./life.ts"
import { COUPONS, PLANS } from "./prices.ts"
import type { Story } from "./stories.ts"
import { periodEnd, type Subscription, subscriptionShape } from "./stripe-shapes.ts"

export const TRIAL_DAYS = 14
const WILL_END_DAYS = 3
const WARNINGS_DAYS = 30

/** A subscription as a story begins it, in its first period. */
export const fresh = (life: Life, story: Story, at: number): Subscription => ({
  id: idOf("sub", `${life.customer.id} ${++life.subscriptionCount}`),
  customer: life.customer,
  plan: PLANS[story.plan],
  seats: story.seats,
  status: "active",
  createdSeconds: at,
  anchorSeconds: at,
  periodFrom: at,
  periodTo: periodEnd(at, PLANS[story.plan]),
  trialFrom: null,
  trialTo: null,
  cancelAtPeriodEnd: false,
  canceledSeconds: null,
  endedSeconds: null,
  endReason: null,
  feedback: null,
  collectionPaused: false,
  coupon: story.coupon ? COUPONS[story.coupon] : null,
  latestInvoice: null,
  tagged: true,
})

/** A new subscription, paid at once or after a trial. */
export function begin(life: Life, story: Story, onTrial: boolean): void {
  const at = life.clock
  const subscription = fresh(life, story, at)
  life.subscription = subscription
  if (!onTrial) {
    tell(life, "customer.subscription.created", subscriptionShape(subscription))
    bill(life, subscription, "subscription_create")
    return renewAt(life, subscription)
  }
  const end = at + TRIAL_DAYS * DAY_SECONDS
  Object.assign(subscription, { status: "trialing", trialFrom: at, trialTo: end, periodTo: end, anchorSeconds: end })
  tell(life, "customer.subscription.created", subscriptionShape(subscription))
  const warned = end - WILL_END_DAYS * DAY_SECONDS
  // A warning changes nothing: the newest are enough.
  if (warned > life.calendar.nowSeconds - WARNINGS_DAYS * DAY_SECONDS)
    later(life, warned, () => tell(life, "customer.subscription.trial_will_end", subscriptionShape(subscription)))
  later(life, end, () => {
    if (story.trial === "leaves") return stop(life, subscription)
    if (story.trial === "pauses")
      return change(life, subscription, { status: "paused" }, "customer.subscription.paused")
    nextPeriod(life, subscription, { status: "active" }, "subscription_cycle")
  })
}

/** Puts the end of the running period before the life. */
export function renewAt(life: Life, subscription: Subscription): void {
  const due = subscription.periodTo
  later(life, due, () => {
    if (subscription.endedSeconds !== null || subscription.periodTo !== due) return
    if (subscription.cancelAtPeriodEnd) return stop(life, subscription)
    const plan = life.nextPlan
    life.nextPlan = undefined
    if (plan) return nextPeriod(life, subscription, { plan }, "subscription_cycle")
    subscription.periodFrom = due
    subscription.periodTo = periodEnd(due, subscription.plan)
    // While collection is paused an invoice is voided before anybody sees it.
    if (!subscription.collectionPaused) bill(life, subscription, "subscription_cycle")
    renewAt(life, subscription)
  })
}

/** Begins a period now, tells so, and bills it. */
export function nextPeriod(
  life: Life,
  subscription: Subscription,
  to: Partial<Subscription>,
  reason: Invoice["reason"],
  type?: string,
): void {
  const plan = to.plan ?? subscription.plan
  const period = { periodFrom: life.clock, periodTo: periodEnd(life.clock, plan), anchorSeconds: life.clock }
  change(life, subscription, { ...to, ...period }, type)
  bill(life, subscription, reason)
  renewAt(life, subscription)
}

function stop(life: Life, subscription: Subscription): void {
  const canceledSeconds = subscription.canceledSeconds ?? life.clock
  const ended = {
    status: "canceled",
    canceledSeconds,
    endedSeconds: life.clock,
    endReason: "cancellation_requested",
  } as const
  change(life, subscription, ended, "customer.subscription.deleted")
}
