import { type Bucket, bucketEnd, bucketFrom, bucketStart, isZoned } from "#shared/cube/bucket.ts"
import { type CubeKind, isPlatform, laneOf, PLATFORM } from "#shared/cube/kind.ts"
import { HOUR_MS, type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { byStart, type CubeRow, seriesKey } from "../../functions/table/bucket.ts"
import { cubesBetween, cubesByStart } from "../../functions/table/cubes.ts"
import { queryAll } from "../../functions/table/db.ts"
import { cubeOf } from "../../functions/table/cube-file.ts"
import type { Ground } from "../../functions/table/ground.ts"
import type { Random } from "./random.ts"
import type { Sent } from "./telemetry-event.ts"
import { eventsOf, scopesOf, type Truth } from "./telemetry-truth.ts"
import { Broken, mustEqual } from "./world.ts"

/** Windows shorter than a bucket cut one, or two that meet in them. */
const NEAR_MS_MAX = 20 * MINUTE_MS

const within = (events: readonly Sent[], from: Instant, to: Instant): Sent[] =>
  events.filter(({ countsAt }) => countsAt >= from && countsAt < to)

const levelsOf = ({ levels, lanes }: CubeKind, scope: string): readonly Bucket["level"][] => {
  if (lanes === 0 || !isPlatform(scope)) return levels
  return laneOf(scope) === undefined ? levels.slice(levels.indexOf("hour")) : ["hour"]
}

/** I2: every cube of every bucket that is over says what a recount of the events says, and is clean. */
export async function checkCubes(
  ground: Ground,
  truth: Truth,
  sent: readonly Sent[],
  zoneOf: (scope: string) => string,
): Promise<void> {
  const kind = ground.kinds.get(truth.kind)!
  const counted = sent.filter(({ event }) => truth.counts(event.type))
  for (const scope of scopesOf(truth, counted))
    for (const level of levelsOf(kind, scope)) {
      const zone = isZoned(level) ? zoneOf(scope) : ""
      const series = { kind: kind.name, scope, level, zone }
      const rows = byStart(await queryAll(ground.db, { pk: seriesKey(series), strong: true }))
      const events = eventsOf(counted, scope)
      const starts = new Set([...rows.keys(), ...events.map(({ countsAt }) => bucketStart(countsAt, level, zone))])
      for (const start of starts) {
        const bucket: Bucket = { ...series, start }
        if (bucketEnd(bucket) > ground.clock.business()) continue
        const { control, cube } = rows.get(start) ?? {}
        const what = `${seriesKey(series)} ${start}`
        const said = cube ? truth.said((await cubeOf(ground, cube as CubeRow)) as never) : {}
        mustEqual("I2", what, said, truth.recount(within(events, bucketFrom(bucket), bucketEnd(bucket))))
        if (control && !control.sealed && (cube?.gen ?? -1) < control.dirty)
          throw new Broken("I8", `${what} is still dirty`)
      }
    }
}

/** I2 for readers: any window, at any level, is a recount of its events. The platform's windows are of whole hours. */
export async function checkReaders(
  ground: Ground,
  truth: Truth,
  sent: readonly Sent[],
  zoneOf: (scope: string) => string,
  random: Random,
): Promise<void> {
  const kind = ground.kinds.get(truth.kind) as unknown as CubeKind<never, unknown>
  const counted = sent.filter(({ event }) => truth.counts(event.type))
  const instants = counted.map(({ countsAt }) => msOf(countsAt))
  if (instants.length === 0) return
  const [first, last] = [Math.min(...instants) - HOUR_MS, Math.max(...instants) + HOUR_MS]
  for (const scope of scopesOf(truth, counted)) {
    if (laneOf(scope) !== undefined) continue
    const events = eventsOf(counted, scope)
    const zone = zoneOf(scope)
    const isWhole = kind.levels[0] === "hour" || (kind.lanes > 0 && scope === PLATFORM)
    const anywhere = () => first + random.below(last - first)
    const edge = (ms: number) => (isWhole ? `${instant(ms).slice(0, 13)}:00:00.000Z` : instant(ms))
    const near = random.pick(instants)
    const windows = [
      [anywhere(), anywhere()],
      [near - random.below(NEAR_MS_MAX), near + random.below(NEAR_MS_MAX)],
    ]
    for (const window of windows) {
      const [from, to] = window.map(edge).sort() as [Instant, Instant]
      mustEqual(
        "I2",
        `What a reader finds of ${kind.name} of ${scope} in [${from}, ${to})`,
        truth.said(kind.merge(await cubesBetween(ground, kind, { scope, zone }, from, to)) as never),
        truth.recount(within(events, from, to)),
      )
    }
    const [dayFrom, dayTo] = [first, last].map((ms) => bucketStart(instant(ms), "day", zone)) as [string, string]
    const bounds = [
      bucketFrom({ level: "day", zone, start: dayFrom }),
      bucketEnd({ level: "day", zone, start: dayTo }),
    ] as const
    for (const [start, cube] of await cubesByStart(ground, kind, { scope, zone }, "day", ...bounds)) {
      const day = { level: "day", zone, start } as const
      mustEqual(
        "I2",
        `What a reader finds of ${kind.name} of ${scope} on ${start}`,
        truth.said(cube as never),
        truth.recount(within(events, bucketFrom(day), bucketEnd(day))),
      )
    }
  }
}
