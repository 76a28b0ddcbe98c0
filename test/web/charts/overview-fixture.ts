import type { Overview } from "#shared/contract/overview.ts"
import { addDays, addMonths, daysFrom, firstOfMonth } from "#shared/time.ts"

/** Figures of an invented product that agree with each other: movements with MRR, the month with its lines. */

export const DAY = "2026-11-20"
const HISTORY_DAYS = 400
const START_CENTS = 5_213_940

/** Chance that is the same every time. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

interface Wish {
  days?: number
  /** How much everything is multiplied by. */
  times?: number
  /** More is lost than gained. */
  falling?: boolean
  /** The history begins so many days ago. */
  historyDays?: number
  /** The first invoice was paid so many days ago. */
  invoiceDays?: number
}

export function overviewOf({
  days = 90,
  times = 1,
  falling = false,
  historyDays = HISTORY_DAYS,
  invoiceDays = historyDays,
}: Wish = {}): Overview {
  const next = chance(7)
  const all = daysFrom(addDays(DAY, 1 - HISTORY_DAYS), DAY)
  const begins = addDays(DAY, 1 - historyDays)
  const invoicesBegin = addDays(DAY, 1 - invoiceDays)
  let cents = historyDays < HISTORY_DAYS ? 0 : START_CENTS * times
  const mrr: { day: string; cents: number | null }[] = []
  const movements: Overview["series"]["movements"] = []
  for (const day of all) {
    const amount = (most: number) => Math.round(next() * most) * 100 * times + Math.round(next() * 99)
    const gain = falling ? 0.4 : 1
    const move = {
      day,
      newCents: Math.round(amount(260) * gain),
      expansionCents: Math.round(amount(140) * gain),
      contractionCents: amount(70),
      churnCents: Math.round(amount(150) / gain),
      reactivationCents: next() > 0.8 ? amount(69) : 0,
      fxCents: 0,
    }
    if (day < begins)
      Object.assign(move, { newCents: 0, expansionCents: 0, contractionCents: 0, churnCents: 0, reactivationCents: 0 })
    cents += move.newCents + move.expansionCents + move.reactivationCents - move.contractionCents - move.churnCents
    movements.push(move)
    mrr.push({ day, cents })
  }
  const from = addDays(DAY, 1 - days)
  const monthFrom = firstOfMonth(DAY)
  const inMonth = movements.filter(({ day }) => day >= monthFrom)
  const total = (key: Exclude<keyof (typeof movements)[number], "day">) => inMonth.reduce((sum, it) => sum + it[key], 0)
  const at = (day: string) => mrr.find((it) => it.day === day)?.cents ?? 0
  const startCents = at(addDays(monthFrom, -1))
  const subscribersOf = (of: number) =>
    Math.max(1, Math.round(of / (7_200 * times) - (of / (90_000 * times)) ** 2 / 90))
  const subscribers = subscribersOf(cents)
  const change = (now: number, before: number, from: string, to: string) => ({
    before,
    difference: now - before,
    ratio: before === 0 ? null : (now - before) / before,
    from,
    to,
  })
  const monthAgo = addMonths(DAY, -1)
  const past = at(monthAgo)
  const arpuCents = Math.round(cents / subscribers)
  const within = <Row extends { day: string }>(rows: readonly Row[]) => rows.filter(({ day }) => day >= from)
  return {
    asOf: `${DAY}T14:02:11.000Z`,
    day: DAY,
    timeZone: "UTC",
    currency: "usd",
    version: 1,
    mrrCents: cents,
    totalSubscribers: subscribers,
    newSubscribersThisMonth: 47,
    churnRate: 0.017,
    arpuCents,
    changes: {
      mrr: change(cents, past, monthAgo, monthAgo),
      totalSubscribers: change(subscribers, subscribersOf(past), monthAgo, monthAgo),
      newSubscribersThisMonth: change(47, 51, addMonths(monthFrom, -1), monthAgo),
      churnRate: change(0.017, 0.0192, addMonths(monthFrom, -1), monthAgo),
      arpu: change(arpuCents, Math.round(past / subscribersOf(past)), monthAgo, monthAgo),
    },
    churn: { lost: 19, atStart: 1_118, cancellationsRequested: 12, thirtyDayRate: 0.0213 },
    byCurrency: [{ currency: "usd", mrrCents: cents, convertedCents: cents }],
    missingRates: [],
    month: {
      from: monthFrom,
      startCents,
      newCents: total("newCents"),
      expansionCents: total("expansionCents"),
      contractionCents: total("contractionCents"),
      churnCents: total("churnCents"),
      reactivationCents: total("reactivationCents"),
      fxCents: total("fxCents"),
      endCents: cents,
      counts: { new: 47, expansion: 31, contraction: 12, churn: 19, reactivation: 5 },
    },
    discounts: { rule: "forever" as const, beyondStripeCents: 0 },
    beside: {
      pastDueCents: 121_400 * times,
      pausedCents: 0,
      trialCents: 88_200 * times,
      committedCents: cents - 186_165 * times,
      usageCents: 214_380 * times,
    },
    activity: {
      signupsToday: 14,
      activeCompanies: 612,
      jobsCreated24h: 3_904,
      invoicesSent24h: 1_127,
      before: { signupsToday: 17, activeCompanies: 598, jobsCreated24h: 3_750, invoicesSent24h: 1_148 },
    },
    series: {
      mrr: within(mrr),
      subscribers: within(mrr).map((it) => ({ day: it.day, count: subscribersOf(it.cents ?? 0) })),
      movements: within(movements),
      signups: within(mrr).map(({ day }) => ({ day, count: day < begins ? 0 : 8 + Math.round(next() * 22) })),
      revenue: within(mrr).map(({ day }) => ({
        day,
        cents:
          day < invoicesBegin ? 0 : (150_000 + Math.round(next() * 190_000)) * times * (day.endsWith("-01") ? 3 : 1),
      })),
      months: Array.from({ length: 12 }, (_, index) => ({
        month: addMonths(monthFrom, index - 11).slice(0, 7),
        newSubscribers: 38 + Math.round(next() * 20),
        churnRate: 0.015 + next() * 0.01,
      })),
    },
    recentMovements: RECENT.map((row, index) => ({
      day: DAY,
      at: `${DAY}T${String(13 - index).padStart(2, "0")}:${41 - index * 3}:00.000Z`,
      customerId: `cus_${index}`,
      currency: "usd",
      mrrAfterCents: 6_900,
      ...row,
    })),
    platform: {
      organizations: 1_284,
      organizationsThisMonth: 38,
      users: 18_402,
      usersThisMonth: 1_106,
      activeSubscriptions: 1_163,
      tokens30d: 2_411_000_000,
      costMicros30d: 11_273_440_000,
      creditsMicros: 4_218_330_000,
    },
    recomputing: false,
    failed: [],
    cubes: Object.fromEntries(
      ["revenue", "sent", "signups", "presence", "records", "usage"].map((kind) => [
        kind,
        { foldedAt: `${DAY}T13:05:00.000Z`, outdated: false },
      ]),
    ),
    historyBegins: { revenue: begins, invoices: invoicesBegin, signups: begins },
  }
}

const RECENT = [
  { kind: "new", name: "Tidewell Pools", organizationId: "org_1", deltaCents: 6_900, what: "started Pro, monthly" },
  { kind: "expansion", name: "Sato HVAC", organizationId: "org_2", deltaCents: 7_200, what: "added 6 seats, now 31" },
  {
    kind: "churn",
    name: "Mbeki Solar",
    organizationId: "org_3",
    deltaCents: -6_900,
    what: "ended Pro after 14 months; reason: too expensive",
  },
  {
    kind: "contraction",
    name: "Bluegate Electric",
    organizationId: "org_4",
    deltaCents: -18_050,
    what: "Enterprise to Pro",
  },
  { kind: "reactivation", name: null, organizationId: null, deltaCents: 6_900, what: "came back to Pro after 47 days" },
  {
    kind: "new",
    name: "Alder & Finch Plumbing",
    organizationId: "org_6",
    deltaCents: 24_167,
    what: "started Enterprise, yearly",
  },
] as const

/** Nothing was ever received. */
export function emptyOverview(): Overview {
  const full = overviewOf({ historyDays: 0 })
  const nothing = { before: null, difference: null, ratio: null }
  const blank = <Rows extends Record<string, unknown>>(rows: Rows): Rows =>
    Object.fromEntries(
      Object.entries(rows).map(([name, value]) => [name, typeof value === "number" ? 0 : value]),
    ) as Rows
  return {
    ...full,
    mrrCents: 0,
    totalSubscribers: 0,
    newSubscribersThisMonth: 0,
    churnRate: null,
    arpuCents: null,
    changes: Object.fromEntries(
      Object.entries(full.changes).map(([name, change]) => [name, { ...change, ...nothing }]),
    ) as Overview["changes"],
    churn: { lost: 0, atStart: 0, cancellationsRequested: 0, thirtyDayRate: null },
    byCurrency: [],
    month: { ...blank(full.month!), counts: blank(full.month!.counts) },
    beside: { pastDueCents: 0, pausedCents: 0, trialCents: 0, committedCents: 0, usageCents: 0 },
    activity: { ...blank(full.activity!), before: blank(full.activity!.before) },
    recentMovements: [],
    platform: blank(full.platform!),
    cubes: {},
    historyBegins: { revenue: null, invoices: null, signups: null },
  }
}
