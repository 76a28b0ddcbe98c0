import type * as z from "zod/mini"
import type { MovementRow } from "#shared/contract/overview.ts"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import type { Contribution } from "#shared/revenue/contribution.ts"
import { KINDS, type Revenue, revenueCube } from "#shared/revenue/day-cube.ts"
import { figuresOf, historyFrom, type RevenueFigures, type RevenueHistory } from "#shared/revenue/figures.ts"
import { sentBetween, sentCube } from "#shared/revenue/sent-cube.ts"
import { addDays, DAY_MS, type Day, dayOf, type Instant, instant, msOf, startOfDay } from "#shared/time.ts"
import { contributionsOfDay } from "../table/contribution.ts"
import { cubesByStart, type ReadGround } from "../table/cubes.ts"
import type { Mode } from "../table/customer.ts"

/** The first month any figure reads; Stripe is a little younger. */
const FIRST_MONTH: Day = "2010-01-01"
const RECENT_MAX = 8

/** Reads the cubes that the figures of a day need. */
export async function revenueHistory(
  ground: ReadGround,
  mode: Mode,
  zone: string,
  today: Day,
  days: number,
): Promise<RevenueHistory> {
  const firstDay = historyFrom(today, days)
  const start = startOfDay(firstDay, zone)
  const read = (level: "month" | "day", from: Instant, to: Instant) =>
    cubesByStart(ground, revenueCube, { scope: mode, zone }, level, from, to)
  const [months, dayCubes] = await Promise.all([
    read("month", startOfDay(FIRST_MONTH, zone), start),
    read("day", start, startOfDay(addDays(today, 1), zone)),
  ])
  return { firstDay, months, days: dayCubes }
}

export async function revenueFigures(
  ground: ReadGround,
  settings: GeneralSettings,
  asked: { mode: Mode; today: Day; days: number },
): Promise<{ figures: RevenueFigures; recent: z.infer<typeof MovementRow>[] }> {
  const zone = settings.reportingZone
  const history = await revenueHistory(ground, asked.mode, zone, asked.today, asked.days)
  return {
    figures: figuresOf(settings, history, asked.today, asked.days),
    recent: await recentMovements(ground, asked.mode, zone, history, asked.today),
  }
}

/** The newest movements: only days whose cube has some are looked at. */
async function recentMovements(ground: ReadGround, mode: Mode, zone: string, { days }: RevenueHistory, today: Day) {
  const rows: z.infer<typeof MovementRow>[] = []
  const moved = [...days].filter(([day, cube]) => day <= today && hasMovements(cube)).map(([day]) => day)
  for (const day of moved.sort().reverse()) {
    const contributions = (await contributionsOfDay(ground.db, mode, zone, day)) as Contribution[]
    rows.push(...contributions.flatMap(rowsOf))
    if (rows.length >= RECENT_MAX) break
  }
  return rows.sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0)).slice(0, RECENT_MAX)
}

const hasMovements = ({ currencies }: Revenue): boolean =>
  Object.values(currencies).some(({ kinds }) => KINDS.some((kind) => kinds[kind].count > 0))

const rowsOf = ({
  day,
  at,
  customerId,
  name,
  organizationId,
  what,
  changes,
}: Contribution): z.infer<typeof MovementRow>[] =>
  Object.entries(changes).flatMap(([currency, { before, after, kind }]) =>
    kind
      ? [
          {
            day,
            at,
            kind,
            customerId,
            name,
            organizationId,
            currency,
            deltaCents: after.mrrCents - before.mrrCents,
            mrrAfterCents: after.mrrCents,
            what,
          },
        ]
      : [],
  )

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
