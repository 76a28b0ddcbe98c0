import { type Revenue, revenueCube } from "#shared/revenue/day-cube.ts"
import type { RevenueHistory } from "#shared/revenue/ledger.ts"
import { addDays, addMonths, type Day, type Month, startOfDay } from "#shared/time.ts"
import type { Contribution } from "#shared/revenue/contribution.ts"
import { contributionsOfDay } from "./contribution.ts"
import { cubesByStart, type ReadGround } from "./cubes.ts"
import type { Mode } from "./customer.ts"

/** The first month any figure reads; Stripe is a little younger. */
const FIRST_DAY: Day = "2010-01-01"

/** Whose revenue, and by which days. */
export interface Book {
  mode: Mode
  zone: string
}

const cubes = (ground: ReadGround, { mode, zone }: Book, level: "month" | "day", from: Day, to: Day) =>
  cubesByStart(ground, revenueCube, { scope: mode, zone }, level, startOfDay(from, zone), startOfDay(to, zone))

/** The cubes of all revenue until a day: by day from `firstDay`, the first of a month, and by month before. */
export async function revenueHistory(
  ground: ReadGround,
  book: Book,
  { firstDay, today }: { firstDay: Day; today: Day },
): Promise<RevenueHistory> {
  const [months, days] = await Promise.all([
    cubes(ground, book, "month", FIRST_DAY, firstDay),
    cubes(ground, book, "day", firstDay, addDays(today, 1)),
  ])
  return { firstDay, months, days }
}

/** The cube of every month until a day. */
export const revenueMonths = (ground: ReadGround, book: Book, today: Day): Promise<Map<Month, Revenue>> =>
  cubes(ground, book, "month", FIRST_DAY, addDays(today, 1))

/** The cube of every day of a month. */
export const revenueDays = (ground: ReadGround, book: Book, month: Month): Promise<Map<Day, Revenue>> =>
  cubes(ground, book, "day", `${month}-01`, addMonths(`${month}-01`, 1))

/** What every customer gives to a day. */
export const revenueOfDay = async ({ db }: ReadGround, { mode, zone }: Book, day: Day): Promise<Contribution[]> =>
  (await contributionsOfDay(db, mode, zone, day)) as Contribution[]
