import type { LifetimeValue, MovementMonth } from "../contract/movements.ts"
import type { MonthStatement } from "../contract/overview.ts"
import type { GeneralSettings } from "../contract/settings.ts"
import { addDays, addMonths, type Day, firstOfMonth, monthOf } from "../time.ts"
import { lostIn } from "./day-cube.ts"
import { type DayStanding, movedIn } from "./ledger.ts"
import { statement } from "./months.ts"
import { mrrOn } from "./movements.ts"

/** The last months of a run of standings, each as an account and with its rates; the newest first. */
export function monthlyOf(
  settings: GeneralSettings,
  standings: readonly DayStanding[],
  { today, over, count }: { today: Day; over: boolean; count: number },
): MovementMonth[] {
  const firsts = Array.from({ length: count }, (_, back) => addMonths(firstOfMonth(today), -back))
  return firsts.map((first): MovementMonth => {
    const last = addDays(addMonths(first, 1), -1)
    const until = standings.filter(({ day }) => day <= last)
    const within = until.filter(({ day }) => day >= first)
    const account = statement(settings, until, first)
    const moved = movedIn(within)
    const atStart = until.findLast(({ day }) => day < first)?.subscribers ?? 0
    const lost = lostIn(moved)
    return {
      month: monthOf(first),
      over: last < today || (last === today && over),
      statement: account,
      ...ratesOf(account),
      subscribers: { atStart, lost, atEnd: until.at(-1)?.subscribers ?? 0 },
      churnRate: share(lost, atStart),
      trials: moved.trials,
    }
  })
}

function ratesOf(account: MonthStatement | null) {
  if (!account) return { grossChurnRate: null, netChurnRate: null, quickRatio: null }
  const lost = account.churnCents + account.contractionCents
  const wonBack = account.expansionCents + account.reactivationCents
  return {
    grossChurnRate: share(lost, account.startCents),
    netChurnRate: share(lost - wonBack, account.startCents),
    quickRatio: share(account.newCents + wonBack, lost),
  }
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

/** Below so many subscribers one who leaves changes the lifetime value too much to say it. */
const SUBSCRIBERS_MIN = 20
const MONTHS = 3

/** Lifetime value by the last three months that are over; null where fewer than three are known. */
export function lifetimeValue(
  settings: GeneralSettings,
  months: readonly MovementMonth[],
  standings: readonly DayStanding[],
): LifetimeValue {
  const three = months.filter(({ over }) => over).slice(0, MONTHS)
  const sum = (of: (month: MovementMonth) => number) => three.reduce((total, month) => total + of(month), 0)
  const [lost, atStart] = [sum(({ subscribers }) => subscribers.lost), sum(({ subscribers }) => subscribers.atStart)]
  const n = three.at(-1)?.subscribers.atStart ?? 0
  const now = standings.at(-1)!
  const mrrCents = mrrOn(settings, now)
  const arpu = mrrCents === null || now.subscribers === 0 ? null : mrrCents / now.subscribers
  const isKnown = three.length === MONTHS && n >= SUBSCRIBERS_MIN && lost > 0 && arpu !== null
  return {
    cents: isKnown ? Math.round((arpu * atStart) / lost) : null,
    arpuCents: arpu === null ? null : Math.round(arpu),
    lost,
    atStart,
    n,
  }
}
