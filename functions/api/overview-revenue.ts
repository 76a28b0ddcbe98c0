import type { MovementRow } from "#shared/contract/overview.ts"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import { KINDS, type Revenue } from "#shared/revenue/day-cube.ts"
import { figuresOf, historyFrom, type RevenueFigures } from "#shared/revenue/figures.ts"
import { isEarning, subscriptionMrr } from "#shared/revenue/mrr.ts"
import { totalOn } from "#shared/revenue/rates.ts"
import type { RevenueHistory } from "#shared/revenue/ledger.ts"
import { maskedMovement, movementRowsOf, newestFirst } from "#shared/revenue/movement-row.ts"
import { sentBetween, sentCube } from "#shared/revenue/sent-cube.ts"
import { addDays, DAY_MS, type Day, dayOf, type Instant, instant, msOf, startOfDay } from "#shared/time.ts"
import { cubesByStart, type ReadGround } from "../table/cubes.ts"
import type { Mode } from "../table/customer.ts"
import type { Ground } from "../table/ground.ts"
import { type Book, revenueHistory, revenueOfDay } from "../table/revenue-history.ts"
import { keptSubscriptions } from "../table/subscriptions.ts"

const RECENT_MAX = 8

export async function revenueFigures(
  ground: ReadGround,
  settings: GeneralSettings,
  asked: { mode: Mode; today: Day; days: number; masked: boolean },
): Promise<{ figures: RevenueFigures; recent: MovementRow[] }> {
  const book = { mode: asked.mode, zone: settings.reportingZone }
  const history = await revenueHistory(ground, book, {
    firstDay: historyFrom(asked.today, asked.days),
    today: asked.today,
  })
  return {
    figures: figuresOf(settings, history, asked.today, asked.days),
    recent: (await recentMovements(ground, book, history, asked.today)).map((row) =>
      asked.masked ? maskedMovement(row) : row,
    ),
  }
}

/** The newest movements: only days whose cube has some are looked at. */
async function recentMovements(ground: ReadGround, book: Book, { days }: RevenueHistory, today: Day) {
  const rows: MovementRow[] = []
  const moved = [...days].filter(([day, cube]) => day <= today && hasMovements(cube)).map(([day]) => day)
  for (const day of moved.sort().reverse()) {
    rows.push(...(await revenueOfDay(ground, book, day)).flatMap(movementRowsOf))
    if (rows.length >= RECENT_MAX) break
  }
  return rows.sort(newestFirst).slice(0, RECENT_MAX)
}

const hasMovements = ({ currencies }: Revenue): boolean =>
  Object.values(currencies).some(({ kinds }) => KINDS.some((kind) => kinds[kind].count > 0))

/** Stripe invoices sent in the 24 hours up to an instant. */
export async function invoicesSent24h(ground: ReadGround, mode: Mode, zone: string, now: Instant): Promise<number> {
  const from = instant(msOf(now) - DAY_MS)
  const [first, last] = [dayOf(from, zone), dayOf(now, zone)]
  const byDay = await cubesByStart(
    ground,
    sentCube,
    { scope: mode, zone },
    "day",
    startOfDay(first, zone),
    startOfDay(addDays(last, 1), zone),
  )
  return sentBetween(sentCube.merge([...byDay.values()]), from, now)
}

/**
 * What the operators' rule takes off MRR beyond the discounts that last forever, which are what Stripe takes off; in the reporting
 * currency, null while a rate is missing. Under Stripe's own rule nothing is read.
 */
export async function beyondStripe(
  ground: Ground,
  settings: GeneralSettings,
  mode: Mode,
  today: Day,
): Promise<number | null> {
  const { discounts: rule } = settings
  if (rule === "forever") return 0
  const atSeconds = msOf(ground.clock.business()) / 1_000
  const cents: Record<string, number> = {}
  for (const { snapshot } of (await keptSubscriptions(ground, mode)).kept) {
    if (!isEarning(snapshot.status)) continue
    const beyond = subscriptionMrr(snapshot, "forever", atSeconds) - subscriptionMrr(snapshot, rule, atSeconds)
    cents[snapshot.currency] = (cents[snapshot.currency] ?? 0) + beyond
  }
  return totalOn(settings, cents, today)
}
