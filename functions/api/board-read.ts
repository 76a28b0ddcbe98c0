import { bucketStart, type Level } from "#shared/cube/bucket.ts"
import { addDays, type Day, dayOf, daysBetween, type Instant, startOfDay, type Zone } from "#shared/time.ts"
import type { BoardWindow } from "#shared/usage/board-window.ts"
import { dayNumber, type Sessions, sessionCube } from "#shared/usage/session-cube.ts"
import { streakOf } from "#shared/usage/streak.ts"
import { cubesBetween, hourFloor, type ReadGround } from "../table/cubes.ts"

/**
 * A scope's sessions of a window, with its days kept apart: those it cuts are told what day they are of by us. What is over
 * is merged once for many readers, what came since the last whole hour is laid over it; today then is told in two parts.
 */
export async function sessionsIn(
  ground: ReadGround,
  scope: string,
  zone: Zone,
  window: BoardWindow,
): Promise<Sessions> {
  const { from, to, days } = window
  const pieces = await Promise.all(
    stretches(from, to, days, zone).map(async ({ from, to, day, isOver }) => {
      const cubes = await cubesBetween(ground, sessionCube, { scope, zone }, from, to)
      const name = `${scope} ${zone} ${from} ${to}`
      return { name, isOver, sessions: isOver ? mergedOnce(name, cubes, day) : merged(cubes, day) }
    }),
  )
  const over = pieces.filter(({ isOver }) => isOver)
  const since = pieces.filter(({ isOver }) => !isOver)
  const base = mergedOnce(
    ["over", ...over.map(({ name }) => name)].join(),
    over.map(({ sessions }) => sessions),
  )
  return sessionCube.merge([base, ...since.map(({ sessions }) => sessions)])
}

function merged(cubes: readonly Sessions[], day?: Day): Sessions {
  const sum = sessionCube.merge(cubes)
  return day === undefined ? sum : sessionCube.dated!(sum, day)
}

/** What was merged lately, the longest unread first: whole days, and hours that are over, seldom change between two readers. */
const mergedLately = new Map<string, { cubes: readonly Sessions[]; sum: Sessions; people: number }>()
/** People of all that is held: some hundred megabytes. */
const PEOPLE_MAX = 60_000

function mergedOnce(stretch: string, cubes: readonly Sessions[], day?: Day): Sessions {
  const known = mergedLately.get(stretch)
  mergedLately.delete(stretch)
  const isSame = known?.cubes.length === cubes.length && cubes.every((cube, nth) => cube === known.cubes[nth])
  const sum = known && isSame ? known.sum : merged(cubes, day)
  mergedLately.set(stretch, { cubes, sum, people: Object.keys(sum.people).length })
  let held = [...mergedLately.values()].reduce((sum, { people }) => sum + 1 + people, 0)
  for (const [oldest, { people }] of mergedLately) {
    if (held <= PEOPLE_MAX) break
    mergedLately.delete(oldest)
    held -= 1 + people
  }
  return sum
}

/**
 * The window's whole days as one stretch, and each cut one, at either end, as its own with its day; today in two, at the hour.
 * A stretch that begins or ends at the reader's own instant is another one at every look.
 */
function stretches(from: Instant, to: Instant, days: readonly Day[], zone: Zone): BoardStretch[] {
  const [first, last] = [days[0]!, days.at(-1)!]
  const whole = from === startOfDay(first, zone) ? from : startOfDay(addDays(first, 1), zone)
  const today = startOfDay(last, zone)
  const hour = hourFloor(to) < today ? today : hourFloor(to)
  return [
    { from, to: whole, day: first, isOver: false },
    { from: whole, to: today, isOver: true },
    { from: today, to: hour, day: last, isOver: true },
    { from: hour, to, day: last, isOver: false },
  ].filter((stretch) => stretch.from < stretch.to)
}
interface BoardStretch {
  from: Instant
  to: Instant
  day?: Day
  isOver: boolean
}

/**
 * How many days in a row each person of a window has been there, up to today or yesterday. The days before the window are
 * read while its own are; older ones only while somebody's run reaches further back, in ever longer stretches.
 */
export async function streaksIn(
  ground: ReadGround,
  scope: string,
  zone: Zone,
  { from, to }: BoardWindow,
  { people }: Sessions,
  historyBegins: Promise<Day | undefined>,
): Promise<Map<string, number>> {
  const today = dayOf(to, zone)
  const firstDay = dayOf(from, zone)
  // A day that the window cuts is known in part only: it is read again, whole.
  let known = startOfDay(firstDay, zone) === from ? firstDay : addDays(firstDay, 1)
  const there = new Map(Object.entries(people).map(([id, { days }]) => [id, marked(new Uint8Array(0), today, days)]))
  const runs = new Map<string, number>()
  const isOpen = (id: string): boolean => {
    const marks = there.get(id)!
    const { days, open } = streakOf((ago) => marks[ago] === 1, daysBetween(known, today))
    runs.set(id, days)
    return open
  }
  let open = [...there.keys()].filter(isOpen)
  let last = wholeBlocks(known, today, zone)
  for (let back = LOOK_BACK_DAYS; ; back *= 2) {
    const first = blockOf(addDays(known, -back), "days64", zone)
    const [begins = today, cubes] = await Promise.all([
      historyBegins,
      cubesBetween(ground, sessionCube, { scope, zone }, startOfDay(first, zone), startOfDay(last, zone)),
    ])
    for (const id of open)
      for (const cube of cubes) there.set(id, marked(there.get(id)!, today, cube.people[id]?.days ?? []))
    known = first
    last = first
    open = open.filter(isOpen)
    if (open.length === 0 || begins >= known) return runs
  }
}
const LOOK_BACK_DAYS = 128

const blockOf = (day: Day, level: Level, zone: Zone): Day => bucketStart(startOfDay(day, zone), level, zone)

/** The end of the longest block that is over and holds the day before one: what it tells twice is told once. */
function wholeBlocks(day: Day, today: Day, zone: Zone): Day {
  for (const [level, days] of [
    ["days16", 16],
    ["days4", 4],
  ] as const) {
    const end = addDays(blockOf(addDays(day, -1), level, zone), days)
    if (end <= today) return end
  }
  return day
}

/** Marks the days of pairs of day and count, by how many days ago they were; in a longer array where they reach further back. */
function marked(marks: Uint8Array, today: Day, pairs: readonly number[]): Uint8Array {
  const nth = dayNumber(today)
  let all = marks
  for (let at = 0; at < pairs.length; at += 2) {
    const ago = nth - pairs[at]!
    if (ago >= all.length) {
      const shorter = all
      all = new Uint8Array(Math.max(LOOK_BACK_DAYS, 2 * ago))
      all.set(shorter)
    }
    all[ago] = 1
  }
  return all
}
