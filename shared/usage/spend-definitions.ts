import type { BoardDefinition } from "./board-definitions.ts"
import { METRICS_DEFINITIONS } from "./metrics-definitions.ts"
import { FULL_DAYS_MIN } from "./spend-month.ts"
import { LATE_SPEND_HOURS, LOOK_MINUTES } from "./spend-period.ts"
import { UNUSUAL_MICROS_MIN, UNUSUAL_TIMES, WEEKS_MIN } from "./spend-verdict.ts"

const { window: WINDOW, source: CALLS } = METRICS_DEFINITIONS.callCost
const MONTH = "The running calendar month of the organization's zone, from its first moment up to now."
const DAY = "The running calendar day of the organization's zone, from its first moment up to now."
const LATE = `Looked at every ${LOOK_MINUTES} minutes. Calls that are told late count in their own day, up to ${LATE_SPEND_HOURS} hours after it is over; what was over before the alert was made is not looked at.`

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
  dayAlert: {
    title: "Alert on a day",
    definition: `Raised once a day when the cost of calls of the day, of the organization or of one project, is above the amount; at the amount it is not. ${LATE}`,
    window: DAY,
    source: CALLS,
  },
  monthAlert: {
    title: "Alert on a month",
    definition: `Raised once a month when the cost of calls of the calendar month, of the organization or of one project, is above the amount; at the amount it is not. ${LATE}`,
    window: MONTH,
    source: CALLS,
  },
  unusualAlert: {
    title: "Alert on an unusual day",
    definition: `Raised once a day when the day so far costs more than ${UNUSUAL_TIMES} times the median of the same weekday's whole days of the last eight weeks, and more than $${UNUSUAL_MICROS_MIN / 1_000_000}. Days without calls count as zero; days before history begins, and the one that it begins on, do not count. With fewer than ${WEEKS_MIN} such days it is still learning and is not raised. ${LATE}`,
    window: DAY,
    source: CALLS,
  },
} as const satisfies Record<string, BoardDefinition>
