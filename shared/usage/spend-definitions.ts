import type { BoardDefinition } from "./board-definitions.ts"
import { METRICS_DEFINITIONS } from "./metrics-definitions.ts"
import { FULL_DAYS_MIN } from "./spend-month.ts"

const { window: WINDOW, source: CALLS } = METRICS_DEFINITIONS.callCost
const MONTH = "The running calendar month of the organization's zone, from its first moment up to now."

/** What a figure of the cost page means, said once: its "how is this computed" and docs/metrics.md both say this. */
export const SPEND_DEFINITIONS = {
  costKinds: {
    title: "Cost by kind",
    definition:
      "What input, output and cached tokens cost before discounts, each as the events tell it. The three together less the discounts are the cost of calls; a share is of the three together.",
    window: WINDOW,
    source: CALLS,
  },
  savings: {
    title: "Discount savings",
    definition:
      "What discounts took off, as the events tell it. The share is of input, output and cached cost together.",
    window: WINDOW,
    source: CALLS,
  },
  costPerCall: {
    title: "Cost per request",
    definition: "Cost of calls over requests, those with an error among them. A dash when there were none.",
    window: WINDOW,
    source: CALLS,
  },
  costPerTokens: {
    title: "Cost per 1,000 tokens",
    definition:
      "Cost of calls over input, output and cached tokens together, times 1,000. A dash when there were no tokens.",
    window: WINDOW,
    source: CALLS,
  },
  costNames: {
    title: "Cost by model or project",
    definition:
      "The eight names that cost most in the window, what calls without a name cost, and everything else in one. Names are kept for whole hours, days and months alone, so that steps of long windows are longer than those of cost by kind.",
    window: WINDOW,
    source: CALLS,
  },
  monthSoFar: {
    title: "This month so far",
    definition: "Cost of calls of every day of the month up to now; calls that are told late are in their own day.",
    window: MONTH,
    source: CALLS,
  },
  monthForecast: {
    title: "This month at its rate",
    definition: `A straight line, not a prediction: the cost of the days that are over, and for today and each day left the average of the month's full days. A day is full when it is over and history began before it. No forecast before ${FULL_DAYS_MIN} full days, and never less than what is spent already.`,
    window: "The whole running calendar month of the organization's zone.",
    source: CALLS,
  },
} as const satisfies Record<string, BoardDefinition>
