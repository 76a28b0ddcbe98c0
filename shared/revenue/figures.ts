import type { Change, Overview } from "../contract/overview.ts"
import type { GeneralSettings } from "../contract/settings.ts"
import { addDays, addMonths, type Day, firstOfMonth } from "../time.ts"
import { lostIn, type Revenue } from "./day-cube.ts"
import { type DayStanding, levelOf, movedIn, type RevenueHistory, standingsOf } from "./ledger.ts"
import { monthsOf, statement } from "./months.ts"
import { type MovedDay, movedDays, mrrOn } from "./movements.ts"
import { LEVEL_FIELDS } from "./timeline.ts"
import { missingIn, rateOn, totalOn } from "./rates.ts"

export type RevenueFigures = Pick<
  Overview,
  | "mrrCents"
  | "totalSubscribers"
  | "newSubscribersThisMonth"
  | "churnRate"
  | "arpuCents"
  | "changes"
  | "churn"
  | "byCurrency"
  | "missingRates"
  | "month"
  | "beside"
> & {
  series: Pick<Overview["series"], "mrr" | "subscribers" | "movements" | "revenue" | "months">
  activeSubscriptions: number
  historyBegins: Pick<Overview["historyBegins"], "revenue" | "invoices">
}

/** The first day whose cubes the figures of `today` with a series of `days` need: the first of a month. */
export function historyFrom(today: Day, days: number): Day {
  const earliest = [addDays(today, -days), addDays(today, -31), addMonths(firstOfMonth(today), -1)].sort()[0]!
  return firstOfMonth(earliest)
}

/** Every revenue figure of the overview as of the end of `today`, or as it stands so far. */
export function figuresOf(
  settings: GeneralSettings,
  history: RevenueHistory,
  today: Day,
  days: number,
): RevenueFigures {
  const standings = standingsOf(history, today)
  const before = standings[0]!
  const on = (day: Day) => standings.find((standing) => standing.day === day) ?? before
  const run = (from: Day, to: Day) => standings.filter(({ day }) => day >= from && day <= to)
  const now = standings.at(-1)!
  const monthStart = firstOfMonth(today)
  const lastMonth = addMonths(today, -1)
  const lastMonthStart = firstOfMonth(lastMonth)
  const moved = movedDays(settings, standings)
  const from = addDays(today, 1 - days)
  const churn = churnBetween(standings, monthStart, today)
  const churnThen = churnBetween(standings, lastMonthStart, lastMonth)
  const mrrCents = mrrOn(settings, now)
  const mrrThen = mrrOn(settings, on(lastMonth))
  const thirty = addDays(today, -29)
  const thirtyRun = movedIn(run(thirty, today))
  const thirtyBase = on(addDays(thirty, -1)).subscribers + thirtyRun.newSubscribers
  return {
    mrrCents,
    totalSubscribers: now.subscribers,
    newSubscribersThisMonth: movedIn(run(monthStart, today)).newSubscribers,
    churnRate: churn.rate,
    arpuCents: arpu(mrrCents, now.subscribers),
    changes: {
      mrr: changeOf(mrrCents, mrrThen, lastMonth, lastMonth),
      totalSubscribers: changeOf(now.subscribers, on(lastMonth).subscribers, lastMonth, lastMonth),
      newSubscribersThisMonth: changeOf(
        movedIn(run(monthStart, today)).newSubscribers,
        movedIn(run(lastMonthStart, lastMonth)).newSubscribers,
        lastMonthStart,
        lastMonth,
      ),
      churnRate: changeOf(churn.rate, churnThen.rate, lastMonthStart, lastMonth),
      arpu: changeOf(arpu(mrrCents, now.subscribers), arpu(mrrThen, on(lastMonth).subscribers), lastMonth, lastMonth),
    },
    churn: {
      lost: churn.lost,
      atStart: churn.atStart,
      cancellationsRequested: now.leaving,
      thirtyDayRate: thirtyBase > 0 ? lostIn(thirtyRun) / thirtyBase : null,
    },
    byCurrency: byCurrency(settings, now),
    missingRates: missingRates(settings, run([from, addDays(monthStart, -1)].sort()[0]!, today)),
    month: statement(settings, standings, monthStart),
    beside: {
      pastDueCents: totalOn(settings, levelOf(now, "pastDueCents"), today),
      pausedCents: totalOn(settings, levelOf(now, "pausedCents"), today),
      trialCents: totalOn(settings, levelOf(now, "trialCents"), today),
      committedCents: totalOn(settings, levelOf(now, "committedCents"), today),
      usageCents: usageIn(settings, run(thirty, today)),
    },
    series: {
      mrr: run(from, today).map((standing) => ({ day: standing.day, cents: mrrOn(settings, standing) })),
      subscribers: run(from, today).map(({ day, subscribers }) => ({ day, count: subscribers })),
      movements: moved.filter(({ day }) => day >= from).map(movementsOf),
      revenue: run(from, today).map(({ day, moved: { paidCents } }) => ({
        day,
        cents: totalOn(settings, paidCents, day),
      })),
      months: monthsOf(history.months, history.firstDay, standings, today),
    },
    activeSubscriptions: now.earning,
    historyBegins: {
      revenue: sinceDay(history),
      invoices: firstDay(history, ({ paidCents }) => Object.keys(paidCents).length > 0),
    },
  }
}

/** What was paid for metered use, each day converted; null while a rate is missing. */
function usageIn(settings: GeneralSettings, run: readonly DayStanding[]): number | null {
  const days = run.map(({ day, moved: { usageCents } }) => totalOn(settings, usageCents, day))
  return days.some((cents) => cents === null) ? null : days.reduce<number>((sum, cents) => sum + cents!, 0)
}

const movementsOf = (moved: MovedDay): Overview["series"]["movements"][number] => ({
  day: moved.day,
  newCents: moved.newCents,
  expansionCents: moved.expansionCents,
  contractionCents: moved.contractionCents,
  churnCents: moved.churnCents,
  reactivationCents: moved.reactivationCents,
  fxCents: moved.fxCents,
})

/** Which currencies have no rate on which of these days. */
export const missingRates = (settings: GeneralSettings, standings: readonly DayStanding[]) =>
  missingIn(settings, standings.flatMap(amountsOf))

/** Everything of a day that is converted: MRR and what is told beside it, and money paid. */
const amountsOf = (standing: DayStanding) =>
  [...LEVEL_FIELDS.map((field) => levelOf(standing, field)), standing.moved.paidCents].map((centsByCurrency) => ({
    day: standing.day,
    centsByCurrency,
  }))

const arpu = (mrrCents: number | null, subscribers: number): number | null =>
  mrrCents === null || subscribers === 0 ? null : Math.round(mrrCents / subscribers)

/** A figure against what it was; the ratio is null where there was nothing. */
export function changeOf(now: number | null, before: number | null, from: Day, to: Day): Change {
  const difference = now === null || before === null ? null : now - before
  return { before, difference, ratio: difference === null || !before ? null : difference / before, from, to }
}

/** Customers with MRR when a stretch began and none when it ended, over those at its beginning. */
function churnBetween(standings: readonly DayStanding[], from: Day, to: Day) {
  const atStart = standings.findLast(({ day }) => day < from)?.subscribers ?? 0
  const lost = lostIn(movedIn(standings.filter(({ day }) => day >= from && day <= to)))
  return { lost, atStart, rate: atStart > 0 ? lost / atStart : null }
}

function byCurrency(settings: GeneralSettings, now: DayStanding): Overview["byCurrency"] {
  return Object.entries(levelOf(now, "mrrCents"))
    .filter(([, cents]) => cents !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, mrrCents]) => ({
      currency,
      mrrCents,
      convertedCents:
        rateOn(settings, currency, now.day) === null ? null : totalOn(settings, { [currency]: mrrCents }, now.day),
    }))
}

/** The first day whose cube holds something; the first of its month where only months were read. */
function firstDay({ months, days }: RevenueHistory, holds: (cube: Revenue) => boolean): Day | null {
  const holding = (cubes: ReadonlyMap<string, Revenue>) =>
    [...cubes]
      .filter(([, cube]) => holds(cube))
      .map(([at]) => at)
      .sort()
  const month = holding(months)[0]
  return month ? `${month}-01` : (holding(days)[0] ?? null)
}

/** The first day on which anything is known of revenue. */
export const sinceDay = (history: RevenueHistory): Day | null => firstDay(history, (cube) => !isEmpty(cube))

const isEmpty = ({ currencies, paidCents, earning }: Revenue): boolean =>
  Object.keys(currencies).length === 0 && Object.keys(paidCents).length === 0 && earning === 0
