import { restLine } from "./billing.ts"
import { change, type Life } from "./life.ts"
import { begin, nextPeriod } from "./periods.ts"
import { PLANS } from "./prices.ts"
import type { Act, Story } from "./stories.ts"

const FEEDBACK = ["too_expensive", "unused", "missing_features", "switched_service", "other"]

/** Does what the story says at its moment. */
export function play(life: Life, story: Story, act: Act): void {
  const { subscription, dice, clock } = life
  if (!subscription) throw new Error(`${story.plan} has no subscription to ${act.do}`)
  const ended = subscription.endedSeconds !== null
  if (ended !== (act.do === "return")) throw new Error(`${subscription.id} cannot ${act.do} where it stands`)
  if (act.do === "return") return begin(life, { ...story, coupon: null, seats: act.seats }, false)
  if (act.do === "seats") {
    life.carried.push(restLine(subscription, act.by, clock))
    return change(life, subscription, { seats: subscription.seats + act.by })
  }
  if (act.do === "plan") {
    if (PLANS[act.to].level === "pro") return void (life.nextPlan = PLANS[act.to])
    life.carried.push(restLine(subscription, -subscription.seats, clock))
    return nextPeriod(life, subscription, { plan: PLANS[act.to] }, "subscription_update")
  }
  if (act.do === "cancel")
    return change(life, subscription, {
      cancelAtPeriodEnd: true,
      canceledSeconds: clock,
      endReason: "cancellation_requested",
      feedback: dice.pick(FEEDBACK),
    })
  if (act.do === "keep")
    return change(life, subscription, {
      cancelAtPeriodEnd: false,
      canceledSeconds: null,
      endReason: null,
      feedback: null,
    })
  if (act.do === "fail") return void (life.daysUntilPaid = act.daysUntilPaid)
  if (act.do === "pause") return change(life, subscription, { collectionPaused: true })
  if (subscription.status === "paused")
    return nextPeriod(life, subscription, { status: "active" }, "subscription_cycle", "customer.subscription.resumed")
  change(life, subscription, { collectionPaused: false })
}
