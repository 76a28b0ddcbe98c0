import type { BoardDefinition } from "../usage/board-definitions.ts"

const LEDGER = "The organization's ledger: entries that are never changed, each linked to the one before it."
const STANDS = "As the ledger stands now."

/** What a figure of credits means, said once: its "how is this computed" and docs/metrics.md both say this. */
export const CREDIT_DEFINITIONS = {
  creditBalance: {
    title: "Credit balance",
    definition:
      "The sum of all entries. Usage is charged when its hour is over, by what the hour's calls cost; what is told late makes an entry of its own. Usage may take a balance below zero; gifts never do.",
    window: STANDS,
    source: LEDGER,
  },
  creditsGranted: {
    title: "All-time credits",
    definition: "Everything that was ever granted: plans, top-ups, gifts and adjustments upward, expired or not.",
    window: "All time.",
    source: LEDGER,
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
} as const satisfies Record<string, BoardDefinition>
