/** What a figure means, said once: the page's "how is this computed" and docs/metrics.md both say this. */
export interface Definition {
  title: string
  definition: string
  /** The stretch of time it covers. */
  window: string
  /** Which rows it is made of. */
  source: string
  /** The kinds of cube it is added up from: they say when it was last computed. */
  cubes: readonly string[]
}

export const DEFINITIONS = {
  mrr: {
    title: "MRR",
    definition:
      "Monthly recurring revenue: for every item of an active or past-due subscription (unit × quantity − discount) × factor, the factor being 365/12 for a day, 52/12 for a week, 1 for a month and 1/12 for a year, each over the interval count. Rounded once per item, half away from zero, never below zero per subscription. Tax, trials, metered prices and unpaid, paused or incomplete subscriptions are out. Currencies are converted once each at the newest dated rate; a missing rate blocks the total.",
    window: "As it stands now, or at the end of the day asked for.",
    source: "Stripe subscriptions, folded per customer into days.",
    cubes: ["revenue"],
  },
  totalSubscribers: {
    title: "Subscribers",
    definition: "Distinct customers whose MRR is above zero.",
    window: "As it stands now, or at the end of the day asked for.",
    source: "The same customers that MRR counts.",
    cubes: ["revenue"],
  },
  newSubscribersThisMonth: {
    title: "New this month",
    definition:
      "Customers whose first ever MRR above zero falls inside the calendar month. Who comes back is a reactivation, not new.",
    window: "The running calendar month in the reporting zone, against the same days of the month before.",
    source: "Movements of the kind new.",
    cubes: ["revenue"],
  },
  churnRate: {
    title: "Churn so far",
    definition:
      "Customers with MRR above zero when the month began and none now, over those at its beginning. A cancellation counts when it takes effect, not when it is asked for. A dash when there was nobody at the beginning.",
    window: "The running calendar month in the reporting zone, against the same days of the month before.",
    source: "Movements of the kind churn, without those who came back inside the month.",
    cubes: ["revenue"],
  },
  churnRate30d: {
    title: "Churn over 30 days",
    definition:
      "Customers lost in the last 30 days over those at their beginning plus those who were new since, as Stripe counts it.",
    window: "The last 30 days, today included.",
    source: "Movements of the kinds churn and new.",
    cubes: ["revenue"],
  },
  arpu: {
    title: "ARPU",
    definition: "Average revenue per user: MRR over subscribers, rounded to the cent. A dash without subscribers.",
    window: "As it stands now, or at the end of the day asked for.",
    source: "MRR and subscribers.",
    cubes: ["revenue"],
  },
  movements: {
    title: "Movements",
    definition:
      "Net change of MRR per customer, currency and day: new (first ever), reactivation (there before), expansion, contraction, churn (down to zero). Start + new + reactivation + expansion − contraction − churn ± FX = end, exact to the cent; FX is the same subscriptions at another day's rate, and the cents of rounding.",
    window: "Each day in the reporting zone.",
    source: "Stripe subscriptions, folded per customer.",
    cubes: ["revenue"],
  },
  recent: {
    title: "Recent movements",
    definition:
      "The newest changes of a customer's MRR, each in the currency it is billed in. Changes of one customer and currency on one day are one movement.",
    window: "The newest of the range, whatever their day.",
    source: "Stripe subscriptions, folded per customer into days.",
    cubes: ["revenue"],
  },
  month: {
    title: "Month so far",
    definition:
      "The movements of the running month, day by day converted, from the MRR at its beginning to the MRR now.",
    window: "The running calendar month in the reporting zone.",
    source: "Movements.",
    cubes: ["revenue"],
  },
  revenue: {
    title: "Paid invoices",
    definition:
      "Amounts paid on invoices less credit notes after payment, by the day they were paid, converted at that day's rate.",
    window: "Each day in the reporting zone.",
    source: "Stripe invoices.",
    cubes: ["revenue"],
  },
  signups: {
    title: "Signups",
    definition: "Users by the day they were created. One user counts once, however often the product says it.",
    window: "Each day in the reporting zone.",
    source: "user.created events.",
    cubes: ["signups"],
  },
  signupsToday: {
    title: "Signups today",
    definition: "Users created since midnight of the reporting zone, against the same hours a week ago.",
    window: "Midnight until now.",
    source: "user.created events.",
    cubes: ["signups"],
  },
  activeCompanies: {
    title: "Active companies",
    definition: "Organizations with at least one activity, session or usage event, counted by whole hours.",
    window: "The last 7 days, from the beginning of the hour.",
    source: "activity.recorded, session.updated and usage.recorded events.",
    cubes: ["presence"],
  },
  jobsCreated24h: {
    title: "Jobs created",
    definition: "Records of the model Job that were created.",
    window: "The last 24 hours, to the second.",
    source: "record.created events.",
    cubes: ["records"],
  },
  invoicesSent24h: {
    title: "Invoices sent",
    definition:
      "Stripe invoices finalized or sent, and records of the model Invoice that no Stripe object stands behind.",
    window: "The last 24 hours, to the second.",
    source: "Stripe invoices and record.created events.",
    cubes: ["sent", "records"],
  },
  pastDue: {
    title: "Past due",
    definition: "MRR of subscriptions whose last payment failed and is tried again. It is part of MRR.",
    window: "As it stands now, or at the end of the day asked for.",
    source: "Stripe subscriptions.",
    cubes: ["revenue"],
  },
  committed: {
    title: "Without scheduled cancellations",
    definition: "MRR less what subscriptions are worth whose cancellation is already asked for.",
    window: "As it stands now, or at the end of the day asked for.",
    source: "Stripe subscriptions.",
    cubes: ["revenue"],
  },
  trial: {
    title: "In trial",
    definition:
      "What subscriptions in their trial will be worth a month when it ends and they stay. It is not part of MRR.",
    window: "As it stands now, or at the end of the day asked for.",
    source: "Stripe subscriptions.",
    cubes: ["revenue"],
  },
  paused: {
    title: "Collection paused",
    definition:
      "What subscriptions are worth whose invoices are not collected at present. One that is active is part of MRR all the same, one with the status paused is not.",
    window: "As it stands now, or at the end of the day asked for.",
    source: "Stripe subscriptions.",
    cubes: ["revenue"],
  },
  usageRevenue: {
    title: "Usage revenue",
    definition:
      "What paid invoices asked for metered prices, less the discounts on those lines, by the day they were paid, converted at that day's rate. It is not part of MRR. What was given back later is not taken off, because nobody says what for.",
    window: "The last 30 days, today included.",
    source: "Lines of Stripe invoices, and the subscription items they are of.",
    cubes: ["revenue"],
  },
  platform: {
    title: "Platform",
    definition:
      "Organizations that are not deleted, users created less users deleted, subscriptions with MRR, and tokens and cost of model calls (input, output and cached, less discounts). Credits in circulation are the balances above zero of all organizations: what can still be used.",
    window: "Now; tokens and cost over 30 days up to the last finished hour; credits for today only.",
    source: "The directory, user and usage events, Stripe subscriptions.",
    cubes: ["signups", "usage", "revenue"],
  },
} as const satisfies Record<string, Definition>
