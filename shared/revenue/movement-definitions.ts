import type { Definition } from "./definitions.ts"

/** What the figures of the page of movements mean. */
export const MOVEMENT_DEFINITIONS = {
  netNew: {
    title: "Net new MRR",
    definition:
      "What MRR gained or lost: new + reactivation + expansion − contraction − churn, and what rates of exchange did to it.",
    window: "A calendar month in the reporting zone; the running one so far.",
    source: "Movements.",
    cubes: ["revenue"],
  },
  grossRevenueChurn: {
    title: "Gross revenue churn",
    definition: "Churn and contraction over the MRR the month began with. A dash where it began with none.",
    window: "A calendar month in the reporting zone; the running one so far.",
    source: "Movements of the kinds churn and contraction.",
    cubes: ["revenue"],
  },
  netRevenueChurn: {
    title: "Net revenue churn",
    definition:
      "Churn and contraction, less expansion and reactivation, over the MRR the month began with. Below zero, customers who were there brought more than was lost. A dash where it began with none.",
    window: "A calendar month in the reporting zone; the running one so far.",
    source: "Movements of every kind but new.",
    cubes: ["revenue"],
  },
  quickRatio: {
    title: "Quick ratio",
    definition: "New, reactivation and expansion over churn and contraction. A dash where nothing was lost.",
    window: "A calendar month in the reporting zone; the running one so far.",
    source: "Movements.",
    cubes: ["revenue"],
  },
  trialConversion: {
    title: "Trial conversion",
    definition:
      "Trials that ended in MRR over all trials that ended. What counts is what the subscription became when its trial ended: one that was paused or cancelled then did not convert, whatever it became later. A trial that is made longer has not ended. A dash where none did.",
    window: "A calendar month in the reporting zone; the running one so far.",
    source: "Stripe subscriptions.",
    cubes: ["revenue"],
  },
  lifetimeValue: {
    title: "Lifetime value",
    definition:
      "ARPU over the monthly churn of customers: those lost in each of the last three months that are over, over those at the beginning of each. A dash without churn, below 20 subscribers at the beginning of the three months, and while a rate of exchange is missing.",
    window: "ARPU as it stands; churn over the last three months that are over.",
    source: "MRR, subscribers and movements of the kind churn.",
    cubes: ["revenue"],
  },
  cohorts: {
    title: "Cohorts",
    definition:
      "Customers by the month in which they first had MRR, and how many of them had MRR at the end of that month and of each month after. As MRR: what they were worth then, all months at today's rates of exchange, over what they were worth at the end of their first month; above 100 % they buy more than they did.",
    window: "Calendar months in the reporting zone; the running one so far.",
    source: "Movements of every kind.",
    cubes: ["revenue"],
  },
} as const satisfies Record<string, Definition>
