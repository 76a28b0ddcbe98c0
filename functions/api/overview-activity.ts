import { presenceCube } from "#shared/account/presence-cube.ts"
import { recordsCube } from "#shared/account/records-cube.ts"
import { signupsCube } from "#shared/account/signups-cube.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import {
  addDays,
  addMonths,
  DAY_MS,
  type Day,
  dayOf,
  firstOfMonth,
  type Instant,
  instant,
  msOf,
  startOfDay,
  type Zone,
} from "#shared/time.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { costMicrosOf, tokensOf } from "#shared/usage/usage-sums.ts"
import { cubesBetween, cubesByStart, hourFloor, type ReadGround } from "../table/cubes.ts"

/** What happened lately, each beside the same stretch a week before. */
export interface Activity {
  signupsToday: number
  activeCompanies: number
  jobsCreated24h: number
  ownInvoices24h: number
}

const WEEK_MS = 7 * DAY_MS

/** The platform's sum of a kind over exactly [from, to). */
export const platformSum = async <Cube>(
  ground: ReadGround,
  kind: CubeKind<never, Cube>,
  zone: Zone,
  from: Instant,
  to: Instant,
): Promise<Cube> => kind.merge(await cubesBetween(ground, kind, { scope: PLATFORM, zone }, from, to))

/** Recent activity as of an instant. Signups count from midnight of the zone; companies by whole hours of seven days. */
export async function activityAt(ground: ReadGround, zone: Zone, now: Instant): Promise<Activity> {
  const dayAgo = instant(msOf(now) - DAY_MS)
  const [signups, present, records] = await Promise.all([
    platformSum(ground, signupsCube, zone, startOfDay(dayOf(now, zone), zone), now),
    platformSum(ground, presenceCube, zone, hourFloor(instant(msOf(now) - WEEK_MS)), now),
    platformSum(ground, recordsCube, zone, dayAgo, now),
  ])
  return {
    signupsToday: signups.created,
    activeCompanies: present.length,
    jobsCreated24h: records["Job"]?.created ?? 0,
    ownInvoices24h: records["Invoice"]?.withoutStripe ?? 0,
  }
}

export const weekBefore = (now: Instant): Instant => instant(msOf(now) - WEEK_MS)

/** Signups of every day in [from, to], zero-filled, and the first day that has any. */
export async function signupDays(
  ground: ReadGround,
  zone: Zone,
  days: readonly Day[],
): Promise<{ day: Day; count: number }[]> {
  const [from, to] = [startOfDay(days[0]!, zone), startOfDay(addDays(days.at(-1)!, 1), zone)]
  const byDay = await cubesByStart(ground, signupsCube, { scope: PLATFORM, zone }, "day", from, to)
  return days.map((day) => ({ day, count: byDay.get(day)?.created ?? 0 }))
}

/** Users now, users who came this month, and since when there are any. */
export async function userCounts(ground: ReadGround, zone: Zone, now: Instant, beginning: Instant) {
  const monthStart = startOfDay(firstOfMonth(dayOf(now, zone)), zone)
  const [months, month] = await Promise.all([
    cubesByStart(ground, signupsCube, { scope: PLATFORM, zone }, "month", beginning, monthStart),
    platformSum(ground, signupsCube, zone, monthStart, now),
  ])
  const before = signupsCube.merge([...months.values()])
  const first = [...months].filter(([, { created }]) => created > 0).map(([start]) => start)
  const firstMonth = first.sort()[0] ?? (month.created > 0 ? monthOf(now, zone) : undefined)
  return {
    users: before.created + month.created - before.deleted - month.deleted,
    usersThisMonth: month.created,
    since: firstMonth ? await firstDayIn(ground, zone, `${firstMonth}-01`) : null,
  }
}

/** What models used in 30 days up to the last finished hour. */
export async function modelUse(ground: ReadGround, zone: Zone, now: Instant) {
  const from = hourFloor(instant(msOf(now) - 30 * DAY_MS))
  const { all } = usageOf(await platformSum(ground, usageCube, zone, from, hourFloor(now)))
  return { tokens30d: tokensOf(all), costMicros30d: costMicrosOf(all) }
}

const monthOf = (at: Instant, zone: Zone): string => dayOf(at, zone).slice(0, 7)

/** The first day of a month that has a signup. */
async function firstDayIn(ground: ReadGround, zone: Zone, month: Day): Promise<Day> {
  const [from, to] = [startOfDay(month, zone), startOfDay(addMonths(month, 1), zone)]
  const days = await cubesByStart(ground, signupsCube, { scope: PLATFORM, zone }, "day", from, to)
  return (
    [...days]
      .filter(([, { created }]) => created > 0)
      .map(([day]) => day)
      .sort()[0] ?? month
  )
}
