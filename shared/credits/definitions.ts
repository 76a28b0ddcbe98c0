import type { BoardDefinition } from "../usage/board-definitions.ts"

const LEDGER = "The organization's ledger: entries that are never changed, each linked to the one before it."
const STANDS = "As the ledger stands now."

/** What a figure of credits means, said once: its "how is this computed" and docs/metrics.md both say this. */
export const CREDIT_DEFINITIONS = {
  creditBalance: {
    title: "Credit balance",
    definition:
      "The sum of all entries. Usage is charged when its hour is over, by what the hour's calls cost; what is told late makes an entry of its own. Usage may take a balance below zero, and so may credits of a plan that are taken back; gifts and refunds never do.",
    window: STANDS,
    source: LEDGER,
  },
  creditsGranted: {
    title: "All-time credits",
    definition: "Everything that was ever granted: plans, top-ups, gifts and adjustments upward, expired or not.",
    window: "All time.",
    source: LEDGER,
  },
  planCredits: {
    title: "Credits of plans",
    definition:
      "What the table of plans says for a price, in force when the cycle began: at the start, with each further period that an invoice was paid for, and at an upgrade the difference at once; a downgrade takes nothing. They can be used until the cycle is over. Entries of a cancellation, a downgrade and an end say when, with nothing to them. News that come late and tell it otherwise make an entry of the difference.",
    window: "Each cycle of a subscription.",
    source: "Subscriptions and invoices of Stripe's live mode, of customers whose metadata name the organization.",
  },
  topUps: {
    title: "Top-ups and refunds",
    definition:
      "A payment that succeeded and whose metadata say creditsUsd brings those credits, whatever its currency. What is given back of the money takes back as much of them, by its share rounded half up to the micro-dollar; a dispute that was lost takes them all. Never more than there is.",
    window: "Each payment.",
    source: "Charges, refunds and disputes of Stripe's live mode, of customers whose metadata name the organization.",
  },
  totalSpent: {
    title: "Total spent",
    definition:
      "What was settled of an organization's payments, less what was given back, in the reporting currency, each payment at the rate of its day. Unknown while a rate is missing. Stripe's fees and disputes take nothing from it.",
    window: "All time.",
    source: "Balance transactions of Stripe's live mode, of customers whose metadata name the organization.",
  },
  creditsUsed: {
    title: "Used in 7 days",
    definition: "What model calls cost, less discounts, in the seven days up to now, charged already or not.",
    window: "Seven days up to now, to the moment.",
    source: "Usage events of the organization.",
  },
  creditRunway: {
    title: "Runway",
    definition:
      "Whole days that the balance lasts at the rate of the last seven days: balance × 7 over what was used in them. None while nothing was used; 0 once nothing is left. What expires on the way is not taken off.",
    window: "Seven days up to now, to the moment.",
    source: "The credit balance, and what was used in 7 days.",
  },
  lowCredit: {
    title: "Low credit",
    definition:
      "A threshold is crossed when an entry takes the balance below it; its owners are mailed once. It is armed again when the balance was above it by more than a tenth. One that is set while the balance is below it waits for that first.",
    window: STANDS,
    source: LEDGER,
  },
} as const satisfies Record<string, BoardDefinition>
