import { firstOfMonth, instantOfUnix } from "#shared/time.ts"
import { play } from "./acts.ts"
import { type Calendar, DAY_SECONDS, MINUTE_SECONDS, monthsAfter, secondsOf } from "./calendar.ts"
import { diceOf } from "./dice.ts"
import { change, type Life, later, liveOn, previousOf, type StripeEvent, tell } from "./life.ts"
import { begin, fresh, renewAt } from "./periods.ts"
import { MONTHS_BEFORE, monthsOf, PLANS } from "./prices.ts"
import type { Story } from "./stories.ts"
import { type Customer, customerShape, type Shape, type Subscription } from "./stripe-shapes.ts"

/** Everything Stripe told about one customer by now, oldest first, and where its subscription stands. */
export interface Lived {
  told: StripeEvent[]
  /** What Stripe answers when it is asked. */
  known: Shape[]
  customer: Customer
  subscription: Subscription | undefined
}

/** Lives through a customer's story up to now. */
export function liveThrough(calendar: Calendar, story: Story, who: Omit<Customer, "createdSeconds" | "tagged">): Lived {
  const customer: Customer = { ...who, createdSeconds: 0, tagged: true }
  const life: Life = {
    calendar,
    dice: diceOf(who.id),
    clock: 0,
    agenda: [],
    told: [],
    known: [],
    customer,
    subscription: undefined,
    subscriptionCount: 0,
    invoiceCount: 0,
    carried: [],
    daysUntilPaid: null,
    nextPlan: undefined,
  }
  if (story.beganDaysAgo === null) beforeHistory(life, story)
  else {
    const at = calendar.workMoment(story.beganDaysAgo, life.dice.unit())
    customer.createdSeconds = Math.max(calendar.firstSeconds, at - life.dice.whole(1, 9) * MINUTE_SECONDS)
    later(life, customer.createdSeconds, () => tell(life, "customer.created", customerShape(customer)))
    later(life, at, () => begin(life, story, story.trial !== null))
  }
  for (const act of story.acts) {
    const at = calendar.workMoment(act.daysAgo, life.dice.unit())
    later(life, at, () => play(life, story, act))
  }
  liveOn(life)
  return { told: life.told, known: life.known, customer, subscription: life.subscription }
}

/**
 * A customer from before the history. Nothing of that time is told; on the first day the product writes its organizations'
 * ids into Stripe's metadata, and from those two events everything is known. Such subscriptions began on firsts of a month.
 */
function beforeHistory(life: Life, story: Story): void {
  const { calendar, dice, customer } = life
  const months = monthsOf(PLANS[story.plan])
  let due = calendar.workMoment(story.renewedDaysAgo ?? dice.whole(1, Math.floor(30.4 * months)), dice.unit())
  const earliest = calendar.firstSeconds + DAY_SECONDS
  while (monthsAfter(due, -months) > earliest) due = monthsAfter(due, -months)
  if (due < earliest) due = monthsAfter(due, months)
  const from = monthsAfter(due, -months)
  const spanMonths = Math.max(0, MONTHS_BEFORE - months)
  const began = Math.min(
    from,
    monthsAfter(secondsOf(firstOfMonth(instantOfUnix(from).slice(0, 10))), -dice.whole(0, spanMonths)),
  )
  customer.createdSeconds = began
  customer.tagged = false
  life.subscription = {
    ...fresh(life, story, began),
    anchorSeconds: from,
    periodFrom: from,
    periodTo: due,
    tagged: false,
  }
  life.invoiceCount = dice.whole(1, 20)
  const subscription = life.subscription
  later(life, calendar.firstSeconds + dice.whole(1, 6 * 60) * MINUTE_SECONDS, () => {
    const before = customerShape(customer)
    customer.tagged = true
    tell(life, "customer.updated", customerShape(customer), previousOf(before, customerShape(customer)))
    change(life, subscription, { tagged: true })
  })
  renewAt(life, subscription)
}
