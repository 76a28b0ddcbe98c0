/** A colour slot: eight hues in drawing order, the statuses of runs, grey for other, dotted grey for unknown. */
export type Slot =
  | "1"
  | "2"
  | "3"
  | "4"
  | "5"
  | "6"
  | "7"
  | "8"
  | "other"
  | "unknown"
  | "completed"
  | "failed"
  | "cancelled"
  | "active"

/** One named row of values, one a bucket. Null is unknown, which is not zero. */
export interface Series {
  name: string
  slot: Slot
  values: readonly (number | null)[]
}

export const SERIES_MAX = 8
const HUES = ["1", "2", "3", "4", "5", "6", "7", "8"] as const satisfies Slot[]

export const sumOf = (values: readonly (number | null)[]): number => {
  let sum = 0
  for (const value of values) sum += value ?? 0
  return sum
}

/** Rows of one name as a chart wants them: without a colour yet. */
export type Named = Omit<Series, "slot">

/** Keeps the eight largest; the rest become one series `other`, last. `unknown` is never among the eight and never in `other`. */
export function largest(
  rows: readonly Named[],
  unknown = "unknown",
): { kept: Named[]; other?: Named; unknown?: Named } {
  const known = rows.filter((row) => row.name !== unknown)
  const ranked = known
    .map((row) => ({ row, sum: sumOf(row.values) }))
    .sort((a, b) => b.sum - a.sum || (a.row.name < b.row.name ? -1 : 1))
    .map(({ row }) => row)
  const rest = ranked.slice(SERIES_MAX)
  const nameless = rows.find((row) => row.name === unknown)
  return {
    kept: ranked.slice(0, SERIES_MAX),
    ...(rest.length > 0
      ? {
          other: {
            name: rest.length === 1 ? "1 other" : `${rest.length} others`,
            values: rest[0]!.values.map((_, at) => sumOf(rest.map((row) => row.values[at] ?? 0))),
          },
        }
      : {}),
    ...(nameless ? { unknown: nameless } : {}),
  }
}

/**
 * Gives names their colours. A name that had one keeps it, whatever its rank now; a new name takes the first colour
 * that no name on the page has, so that a colour never means two things at once.
 */
export function slotsFor(names: readonly string[], had: ReadonlyMap<string, Slot> = new Map()): Map<string, Slot> {
  const slots = new Map<string, Slot>()
  const taken = new Set<Slot>()
  for (const name of names) {
    const slot = had.get(name)
    if (!slot || taken.has(slot)) continue
    slots.set(name, slot)
    taken.add(slot)
  }
  for (const name of names) {
    if (slots.has(name)) continue
    const slot = HUES.find((hue) => !taken.has(hue)) ?? "other"
    slots.set(name, slot)
    taken.add(slot)
  }
  return slots
}

const remembered = new Map<string, Map<string, Slot>>()

/**
 * The eight largest with their colours, then other and `unknown`, the name of what has none. Colours are remembered per
 * dimension while the console is open.
 */
export function coloured(dimension: string, rows: readonly Named[], unknownName = "unknown"): Series[] {
  const { kept, other, unknown } = largest(rows, unknownName)
  const had = remembered.get(dimension) ?? new Map<string, Slot>()
  const slots = slotsFor(
    kept.map((row) => row.name),
    had,
  )
  remembered.set(dimension, new Map([...had, ...slots]))
  return [
    ...kept.map((row) => ({ ...row, slot: slots.get(row.name)! })),
    ...(other ? [{ ...other, slot: "other" as const }] : []),
    ...(unknown ? [{ ...unknown, slot: "unknown" as const }] : []),
  ]
}
