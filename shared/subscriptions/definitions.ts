import type { Definition } from "../revenue/definitions.ts"

const SOURCE = "Subscriptions that Stripe delivered or showed when it was asked, each as it was told last."

export const SUBSCRIPTION_DEFINITIONS = {
  subscriptionMrr: {
    title: "MRR of a subscription",
    definition:
      "The sum of its recurring, licensed items, each (unit × quantity − discounts) by the month and rounded once, while the subscription is active or past due; discounts count by the rule of the settings. The same that the platform's MRR is added up from.",
    window: "Now, on the business clock.",
    source: SOURCE,
    cubes: ["revenue"],
  },
  failedPayment: {
    title: "Failed payment of a subscription",
    definition:
      "Its newest invoice that is open, has something left to pay and was tried at least once: what is left to pay, how often Stripe tried, and when Stripe tries next by itself.",
    window: "As it stands now.",
    source: "Invoices that Stripe delivered, or showed when it was asked.",
    cubes: ["revenue"],
  },
} as const satisfies Record<string, Definition>
