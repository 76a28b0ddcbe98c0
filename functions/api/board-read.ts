import { addDays, type Day, dayOf, type Instant, startOfDay, type Zone } from "#shared/time.ts"
import type { BoardWindow } from "#shared/usage/board-window.ts"
import { dayNumber, type Sessions, sessionCube } from "#shared/usage/session-cube.ts"
import { streakOf } from "#shared/usage/streak.ts"
import { cubesBetween, hourFloor, type ReadGround } from "../table/cubes.ts"

/** A scope's sessions of a window, with its days kept apart: those it cuts are told what day they are of by us. */
export async function sessionsIn(
  ground: ReadGround,
  scope: string,
  zone: Zone,
  window: BoardWindow,
): Promise<Sessions> {
  const { from, to, days } = window
  const pieces = await Promise.all(
    stretches(from, to, days, zone).map(async ({ from, to, day }) => {
      const merged = await Promise.all(
        (day === undefined ? [[from, to] as const] : atTheHour(from, to)).map(async ([first, last]) =>
          mergedOnce(
            `${scope} ${zone} ${first} ${last}`,
            await cubesBetween(ground, sessionCube, { scope, zone }, first, last),
          ),
        ),
      )
      return day === undefined ? merged : [sessionCube.dated!(sessionCube.merge(merged), day)]
    }),
  )
  return sessionCube.merge(pieces.flat())
}

/** A part of a day in two: what is over, which seldom changes, and what came since the hour. */
function atTheHour(from: Instant, to: Instant): (readonly [Instant, Instant])[] {
  const hour = hourFloor(to)
  return from < hour && hour < to
    ? [
        [from, hour],
        [hour, to],
      ]
    : [[from, to]]
}

/** What was merged lately, the longest unread first: whole days, and hours that are over, seldom change between two readers. */
const mergedLately = new Map<string, { cubes: readonly Sessions[]; merged: Sessions; people: number }>()
/** People of all that is held: some hundred megabytes. */
const PEOPLE_MAX = 60_000

function mergedOnce(stretch: string, cubes: readonly Sessions[]): Sessions {
  const known = mergedLately.get(stretch)
  mergedLately.delete(stretch)
  const isSame = known?.cubes.length === cubes.length && cubes.every((cube, nth) => cube === known.cubes[nth])
  const merged = known && isSame ? known.merged : sessionCube.merge(cubes)
  mergedLately.set(stretch, { cubes, merged, people: Object.keys(merged.people).length })
  let held = [...mergedLately.values()].reduce((sum, { people }) => sum + 1 + people, 0)
  for (const [oldest, { people }] of mergedLately) {
    if (held <= PEOPLE_MAX) break
    mergedLately.delete(oldest)
    held -= 1 + people
  }
  return merged
}

/** The window's whole days as one stretch, and each cut one, at either end, as its own with its day. */
function stretches(from: Instant, to: Instant, days: readonly Day[], zone: Zone) {
  const [first, last] = [days[0]!, days.at(-1)!]
  if (first === last) return [{ from, to, day: first }]
  const starts = startOfDay(first, zone)
  const whole = from === starts ? from : startOfDay(addDays(first, 1), zone)
  const lastStarts = startOfDay(last, zone)
  return [
    { from, to: whole, day: first as Day | undefined },
    { from: whole, to: lastStarts, day: undefined },
    { from: lastStarts, to, day: last },
  ].filter((stretch) => stretch.from < stretch.to)
}

const LOOK_BACK_DAYS = 64

/**
 * How many days in a row each person of a window has been there, up to today or yesterday. Older days are read only while
 * somebody's run reaches further back, in ever longer stretches.
 */
export async function streaksIn(
  ground: ReadGround,
  scope: string,
  zone: Zone,
  { from, to }: BoardWindow,
  { people }: Sessions,
): Promise<Map<string, number>> {
  const today = dayNumber(dayOf(to, zone))
  const present = new Map(Object.entries(people).map(([id, { days }]) => [id, daysIn(days)]))
  const firstDay = dayOf(from, zone)
  // A day that the window cuts is known in part only: it is read again, whole.
  let known = startOfDay(firstDay, zone) === from ? firstDay : addDays(firstDay, 1)
  for (let back = LOOK_BACK_DAYS; ; back *= 2) {
    const runs = [...present].map(([id, days]) => [id, streakOf(days, dayNumber(known), today)] as const)
    const open = runs.filter(([, { open }]) => open)
    const earlier = addDays(known, -back)
    if (open.length === 0 || earlier < FIRST_DAY) return new Map(runs.map(([id, { days }]) => [id, days]))
    const cubes = await cubesBetween(
      ground,
      sessionCube,
      { scope, zone },
      startOfDay(earlier, zone),
      startOfDay(known, zone),
    )
    for (const [id] of open) {
      const days = present.get(id)!
      for (const cube of cubes) for (const day of daysIn(cube.people[id]?.days ?? [])) days.add(day)
    }
    known = earlier
  }
}
const FIRST_DAY: Day = "2000-01-01"

/** The days of pairs of day and count. */
const daysIn = (pairs: readonly number[]): Set<number> => new Set(pairs.filter((_, at) => at % 2 === 0))
