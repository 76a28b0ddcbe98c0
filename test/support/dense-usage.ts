import { type Bucket, bucketEnd, bucketStart, startsBetween } from "#shared/cube/bucket.ts"
import type { FactRow } from "#shared/cube/kind.ts"
import { addDays, addMonths, type Day, daysFrom, firstOfMonth, type Instant, instant, msOf } from "#shared/time.ts"
import type { Calls } from "#shared/usage/usage-calls.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { cubeOfParted, partedOf, type UsageCube } from "#shared/usage/usage-text.ts"
import { clearDue, mark, putCube } from "../../functions/table/bucket.ts"
import { cubeRow } from "../../functions/table/fold.ts"
import { close } from "../../functions/project/close.ts"
import type { machine } from "../table/machine.ts"
import { drawsOf } from "./sketch-shapes.ts"

const MINUTE = 60_000
const QUARTER = 15 * MINUTE
const ORG = "org_dense"
const fold = usageCube.fold as (facts: readonly FactRow[]) => UsageCube

const people = drawsOf(20)
const PEOPLE = Array.from({ length: 20 }, () => `u_${people().toString(36).slice(2, 12)}`)

/** One model call of a busy organization: 5 models, 4 projects, 6 keys, 20 people. */
function callOf(draw: () => number) {
  const below = (most: number) => Math.floor(draw() * most)
  return {
    org: ORG,
    project: `project_${below(4)}`,
    apiKey: `key_${below(6)}`,
    user: PEOPLE[below(20)]!,
    model: `model_${below(5)}`,
    inputTokens: below(20_000),
    outputTokens: below(3_000),
    cachedTokens: below(9_000),
    inputCostUsd: (below(60_000) / 1e6).toFixed(6),
    outputCostUsd: (below(45_000) / 1e6).toFixed(6),
    durationMs: Math.exp(5 + 4 * draw()),
    status: below(50) === 0 ? "error" : "ok",
  }
}

const LEVELS = ["minute", "quarter", "hour", "day"] as const
type Fine = (typeof LEVELS)[number]
type DayCubes = Record<Fine, Map<string, UsageCube>>

/** The cubes of one day of such calls, from its minutes up, by their starts. */
function dayCubes(day: Day, perMinute: number, draw: () => number): DayCubes {
  const factsOf = (start: string): FactRow[] =>
    Array.from({ length: perMinute }, (_, nth) => ({
      id: `${start} ${nth}`,
      at: instant(Date.parse(`${start}:00.000Z`) + nth * 100),
      body: { data: inMicros(callOf(draw)) },
    }))
  const cubes = {} as DayCubes
  for (const [at, level] of LEVELS.entries()) {
    const parts = new Map<string, UsageCube[]>()
    const startOf = (start: string) => bucketStart(`${start}:00.000Z`, level, level === "day" ? "UTC" : "")
    const finer = LEVELS[at - 1]
    if (finer)
      for (const [start, cube] of cubes[finer]) parts.set(startOf(start), [...(parts.get(startOf(start)) ?? []), cube])
    const minutes = () => startsBetween(`${day}T00:00:00.000Z`, `${addDays(day, 1)}T00:00:00.000Z`, "minute", "")
    cubes[level] = finer
      ? new Map([...parts].map(([start, some]) => [start, usageCube.merge(some)]))
      : new Map(minutes().map((start) => [start, fold(factsOf(start))]))
  }
  return cubes
}

const micros = (usd: string): number => Math.round(Number(usd) * 1e6)
const inMicros = (call: ReturnType<typeof callOf>) => ({
  ...call,
  inputCostUsd: micros(call.inputCostUsd),
  outputCostUsd: micros(call.outputCostUsd),
})

/** The same cube so many minutes later. */
function moved(cube: UsageCube, byMinutes: number): UsageCube {
  const { apart, rest, ...head } = partedOf(cube)
  const later = (calls: Calls): Calls => ({
    ...calls,
    points: calls.points.map((point) => ({ ...point, atMinute: point.atMinute + byMinutes })),
  })
  return cubeOfParted({
    ...head,
    apart: new Map([...apart].map(([project, calls]) => [project, later(calls)])),
    rest: later(rest),
  })
}

/**
 * More than two years in which an organization called every minute, written as its folds would have; the days of a month
 * differ, and every month is as any other. Hours and finer cubes stand only in the days that are named. The last quarter
 * of an hour that is over, and the open one, are told as events.
 */
export async function denseUsage(
  { ground, clock, send, flow }: ReturnType<typeof machine>,
  perMinute: number,
  now: Instant,
  fineDays: ReadonlySet<Day>,
): Promise<string> {
  const today = now.slice(0, 10)
  const draw = drawsOf(perMinute)
  const toldMs = (Math.floor(msOf(now) / QUARTER) - 1) * QUARTER
  const put = async (level: Bucket["level"], start: string, cube: UsageCube) => {
    const bucket: Bucket = {
      kind: "usage",
      scope: ORG,
      level,
      zone: level === "day" || level === "month" ? "UTC" : "",
      start,
    }
    if (msOf(bucketEnd(bucket)) > toldMs) return
    await mark(ground.db, bucket, now)
    await putCube(ground.db, await cubeRow(ground, bucket, 1, { cube, digest: level === "minute" ? "1.abc.xyz" : "" }))
    await clearDue(ground.db, bucket, 1)
  }
  const templates = daysFrom("2026-01-01", "2026-01-31").map((day) => dayCubes(day, perMinute, draw))
  const months = new Map<string, UsageCube[]>()
  for (const day of daysFrom(addMonths(firstOfMonth(today), -25), today)) {
    const date = Number(day.slice(8)) - 1
    const byMinutes = (Date.parse(day) - Date.parse("2026-01-01")) / MINUTE - date * 1_440
    for (const level of fineDays.has(day) ? LEVELS : (["day"] as const))
      for (const [start, cube] of templates[date]![level])
        await put(level, `${day}${start.slice(10)}`, moved(cube, byMinutes))
    const whole = moved([...templates[date]!.day.values()][0]!, byMinutes)
    months.set(day.slice(0, 7), [...(months.get(day.slice(0, 7)) ?? []), whole])
  }
  for (const [month, days] of months) await put("month", month, usageCube.merge(days))
  for (let at = toldMs; at < msOf(now); at += MINUTE) {
    clock.now = instant(Math.min(at + MINUTE - 1, msOf(now)))
    await send(
      Array.from({ length: perMinute }, (_, nth) => ({
        specversion: "1.0",
        id: `${at} ${nth}`,
        source: "test",
        type: "usage.recorded",
        time: instant(at + nth * 100),
        data: callOf(draw),
      })),
    )
    await flow()
  }
  clock.now = now
  await close(ground)
  return ORG
}
