import type { MovementFilter } from "#shared/contract/movements.ts"
import type { MovementRow } from "#shared/contract/overview.ts"
import { KINDS, mergeRevenue, type Revenue } from "#shared/revenue/day-cube.ts"
import { maskedMovement, movementRowsOf, newestFirst, placeOf } from "#shared/revenue/movement-row.ts"
import { addDays, type Day, dayOf, type Instant, type Month, monthOf, startOfDay } from "#shared/time.ts"
import type { Ground } from "./ground.ts"
import { type Book, revenueDays, revenueMonths, revenueOfDay } from "./revenue-history.ts"

/** A customer's day takes some 300 bytes: about 75 read units. */
const CUSTOMERS_MAX = 2_000

/** Where a list of movements stopped: the day, and the last row of it; null where none of it was listed. */
export interface MovementPlace {
  day: Day
  after: string | null
}

interface Asked {
  filter: MovementFilter
  limit: number
  from?: MovementPlace | undefined
  masked: boolean
}

export interface ListedMovements {
  items: MovementRow[]
  next: MovementPlace | undefined
  /** How far back it looked, when it stopped before the page was full. */
  scannedTo: Instant | null
}

/**
 * Movements that match, newest first. Cubes say which days have any of the kind and currency; only those are looked at. A search
 * stops after 2,000 customers' days, and goes on from there.
 */
export async function listMovements(ground: Ground, { filter, limit, from, masked }: Asked): Promise<ListedMovements> {
  const book = await bookOf(ground, filter)
  const matches = movementMatches(filter)
  const items: MovementRow[] = []
  let looked = 0
  for await (const day of daysOf(ground, book, filter, from?.day)) {
    if (looked >= CUSTOMERS_MAX)
      return { items, next: { day, after: null }, scannedTo: startOfDay(addDays(day, 1), book.zone) }
    const contributions = await revenueOfDay(ground, book, day)
    looked += contributions.length
    const after = from?.day === day ? from.after : null
    const rows = contributions.flatMap(movementRowsOf).map((row) => (masked ? maskedMovement(row) : row))
    for (const row of rows.sort(newestFirst)) {
      if ((after !== null && placeOf(row) >= after) || !matches(row)) continue
      items.push(row)
      if (items.length === limit) return { items, next: { day, after: placeOf(row) }, scannedTo: null }
    }
  }
  return { items, next: undefined, scannedTo: null }
}

/** How many movements there are of each kind, and in which currencies, in a filter's month or ever. */
export async function movementCounts(
  ground: Ground,
  filter: Pick<MovementFilter, "mode" | "month">,
): Promise<{ kinds: Record<string, number>; currencies: string[] }> {
  const book = await bookOf(ground, filter)
  const months = await revenueMonths(ground, book, today(ground, book))
  const asked = [...months].filter(([month]) => !filter.month || month === filter.month)
  const { currencies } = mergeRevenue(asked.map(([, cube]) => cube))
  const moved = Object.entries(currencies).filter(([, { kinds }]) => KINDS.some((kind) => kinds[kind].count > 0))
  return {
    kinds: Object.fromEntries(
      KINDS.map((kind) => [kind, moved.reduce((sum, [, { kinds }]) => sum + kinds[kind].count, 0)]),
    ),
    currencies: moved.map(([currency]) => currency).sort(),
  }
}

async function bookOf({ settings }: Ground, { mode }: Pick<MovementFilter, "mode">): Promise<Book> {
  return { mode, zone: (await settings()).reportingZone }
}

const today = ({ clock }: Ground, { zone }: Book): Day => dayOf(clock.business(), zone)

/** Days that have movements of a filter, the newest first, from one on. */
async function* daysOf(ground: Ground, book: Book, filter: MovementFilter, from: Day | undefined): AsyncGenerator<Day> {
  const until = from ?? today(ground, book)
  const held = (all: ReadonlyMap<string, Revenue>, last: string): string[] =>
    [...all.keys()]
      .filter((at) => at <= last && has(all.get(at)!, filter))
      .sort()
      .reverse()
  const months = held(await revenueMonths(ground, book, until), monthOf(until))
  for (const month of months.filter((one: Month) => !filter.month || one === filter.month))
    yield* held(await revenueDays(ground, book, month), until)
}

const has = ({ currencies }: Revenue, { kind, currency }: MovementFilter): boolean =>
  Object.entries(currencies).some(
    ([code, { kinds }]) =>
      (!currency || code === currency) && KINDS.some((one) => (!kind || one === kind) && kinds[one].count > 0),
  )

/** Whether a movement, as it is read, is one of them. */
const movementMatches =
  ({ kind, currency, search }: MovementFilter) =>
  (row: MovementRow): boolean =>
    (!kind || row.kind === kind) &&
    (!currency || row.currency === currency) &&
    (!search || `${row.customerId}\n${row.name ?? ""}\n${row.what}`.toLowerCase().includes(search.toLowerCase()))
