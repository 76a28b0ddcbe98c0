import { addDays, type Day, daysFrom } from "../time.ts"
import { mergeRevenue, noRevenue, type Revenue, subscriberRise } from "./day-cube.ts"
import { LEVEL_FIELDS, type Level } from "./timeline.ts"

/** How everything stood when a day was over (or stands so far). */
export interface DayStanding {
  day: Day
  levels: Record<string, Level>
  subscribers: number
  earning: number
  leaving: number
  /** What the day itself brought. */
  moved: Revenue
}

/** Revenue cubes as the reader found them: every month before `firstDay`'s, and every day from `firstDay`, the first of a month. */
export interface RevenueHistory {
  firstDay: Day
  months: ReadonlyMap<string, Revenue>
  days: ReadonlyMap<Day, Revenue>
}

/** How everything stood before a history's first day, and at the end of each day of it until `today`. */
export function standingsOf({ firstDay, months, days }: RevenueHistory, today: Day): DayStanding[] {
  const opening = mergeRevenue([...months.values()])
  return [standingOf(addDays(firstDay, -1), opening), ...ledgerOf(opening, daysFrom(firstDay, today), days)]
}

/** Runs through the days from an opening: every standing is the one before plus what the day brought. */
export function ledgerOf(opening: Revenue, days: readonly Day[], moved: ReadonlyMap<Day, Revenue>): DayStanding[] {
  const standings: DayStanding[] = []
  let before = standingOf(addDays(days[0] ?? "1970-01-02", -1), opening)
  for (const day of days) {
    before = plusDay(before, day, moved.get(day) ?? noRevenue())
    standings.push(before)
  }
  return standings
}

/** The standing that everything before a stretch adds up to. */
export const standingOf = (day: Day, all: Revenue): DayStanding =>
  plusDay({ day, levels: {}, subscribers: 0, earning: 0, leaving: 0, moved: noRevenue() }, day, all)

function plusDay(before: DayStanding, day: Day, moved: Revenue): DayStanding {
  const levels: Record<string, Level> = { ...before.levels }
  for (const [currency, { rise }] of Object.entries(moved.currencies)) {
    const held = levels[currency]
    levels[currency] = Object.fromEntries(
      LEVEL_FIELDS.map((field) => [field, (held?.[field] ?? 0) + rise[field]]),
    ) as unknown as Level
  }
  return {
    day,
    levels,
    subscribers: before.subscribers + subscriberRise(moved),
    earning: before.earning + moved.earning,
    leaving: before.leaving + moved.leaving,
    moved,
  }
}

/** One level of every currency. */
export const levelOf = ({ levels }: DayStanding, field: keyof Level): Record<string, number> =>
  Object.fromEntries(Object.entries(levels).map(([currency, level]) => [currency, level[field]]))

/** What a run of days brought together. */
export const movedIn = (standings: readonly DayStanding[]): Revenue => mergeRevenue(standings.map(({ moved }) => moved))
