import type { Definition } from "../revenue/definitions.ts"

const SUBSCRIPTIONS = "Subscriptions that Stripe delivered or showed when it was asked, each as it was told last."

export const DISCOUNT_DEFINITIONS = {
  offMonth: {
    title: "Off a month now",
    definition:
      "What discounts that run now take from the monthly price of subscriptions that earn (active or past due), whatever the discount rule of the settings: those of an item first, then the subscription's, in Stripe's order. An item's price of a month is rounded after each discount as MRR rounds it, and a discount takes what that price went down by, so that all together are MRR without discounts less MRR with all of them, to the unit. Beside it stands how much of that lowers MRR by the rule of the settings.",
    window: "Now, on the business clock.",
    source: SUBSCRIPTIONS,
    cubes: ["revenue"],
  },
  given: {
    title: "Given so far",
    definition:
      "What invoices that were sent and are not void say a discount took off, each currency by itself. It is told with the subscription that has or had the discount; what an invoice took off that was made for no subscription is not among it.",
    window: "Since the first invoice that was told.",
    source: "Invoices that Stripe delivered, or showed when it was asked.",
    cubes: ["revenue"],
  },
  redemptions: {
    title: "Redemptions",
    definition:
      "Stripe's own count, as it was told last, of its limit; beside it the subscriptions on which we were told of the coupon, ever and now. Stripe also counts what was redeemed for a single payment or by a customer, and tells its count only when the coupon itself changes or is asked for.",
    window: "As told last.",
    source: "Coupons that Stripe delivered or showed when it was asked, and the subscriptions.",
    cubes: ["revenue"],
  },
} as const satisfies Record<string, Definition>
