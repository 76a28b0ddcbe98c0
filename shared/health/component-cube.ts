import { firstByName, partsByName } from "../cube/by-name.ts"
import type { CubeKind, FactRow } from "../cube/kind.ts"
import { emptySketch, mergeSketches, type Sketch, sketchOf } from "../sketch.ts"

/** How a component did. Times are those of steps that were neither skipped nor failed. */
export interface ComponentTimes {
  ok: number
  /** Whole microseconds. */
  sumMicros: number
  /** Milliseconds as told; both 0 where `ok` is 0. */
  minMs: number
  maxMs: number
  errors: number
  /** A skipped step counts here and nowhere else. */
  skipped: number
  /** Milliseconds. */
  times: Sketch
}

/** Components by name; `other` is those beyond the `COMPONENTS_MAX` that are told of most often, null while there are no more. */
export interface Components {
  of: Readonly<Record<string, ComponentTimes>>
  other: ComponentTimes | null
}

/** One timing of a component: told for itself, or as a step of a generation. */
interface Step {
  component: string
  ms?: number | null
  skipped?: unknown
  error?: unknown
}
interface Body {
  type: string
  data: Step | { steps?: readonly Step[] | null }
}

export const COMPONENTS_MAX = 1_000

const stepsOf = ({ type, data }: Body): readonly Step[] =>
  type === "component.timed" ? [data as Step] : ((data as { steps?: readonly Step[] | null }).steps ?? [])

/** A time to be added up without losing a bit. */
const microsOf = (ms: number): number => Math.round(ms * 1_000)

function fold(facts: readonly FactRow<Body>[]): Components {
  const steps = Map.groupBy(
    facts.flatMap(({ body }) => stepsOf(body)),
    ({ component }) => component,
  )
  return capped(new Map([...steps].map(([name, some]) => [name, timesOf(some)])))
}

function timesOf(steps: readonly Step[]): ComponentTimes {
  const done = steps.filter(({ skipped }) => !skipped)
  const ok = done.flatMap(({ ms, error }) => (!error && typeof ms === "number" ? [ms] : []))
  return {
    ok: ok.length,
    sumMicros: ok.reduce((sum, ms) => sum + microsOf(ms), 0),
    minMs: ok.reduce((least, ms) => Math.min(least, ms), ok[0] ?? 0),
    maxMs: ok.reduce((most, ms) => Math.max(most, ms), 0),
    errors: done.filter(({ error }) => error).length,
    skipped: steps.length - done.length,
    times: sketchOf(ok),
  }
}

/** What several cubes say of one component, in one. */
export function summedTimes(parts: readonly ComponentTimes[]): ComponentTimes {
  const sum = (of: (part: ComponentTimes) => number) => parts.reduce((all, part) => all + of(part), 0)
  const timed = parts.filter(({ ok }) => ok > 0)
  return {
    ok: sum(({ ok }) => ok),
    sumMicros: sum(({ sumMicros }) => sumMicros),
    minMs: timed.reduce((least, { minMs }) => Math.min(least, minMs), timed[0]?.minMs ?? 0),
    maxMs: timed.reduce((most, { maxMs }) => Math.max(most, maxMs), 0),
    errors: sum(({ errors }) => errors),
    skipped: sum(({ skipped }) => skipped),
    times: timed.length === 0 ? emptySketch : mergeSketches(timed.map(({ times }) => times)),
  }
}

const merge = (cubes: readonly Components[]): Components =>
  capped(
    new Map([...partsByName(cubes.map(({ of }) => of))].map(([name, parts]) => [name, summedTimes(parts)])),
    cubes.flatMap(({ other }) => other ?? []),
  )

const told = ({ ok, errors, skipped }: ComponentTimes): number => ok + errors + skipped

function capped(all: ReadonlyMap<string, ComponentTimes>, others: readonly ComponentTimes[] = []): Components {
  const { first, rest } = firstByName(all, told, COMPONENTS_MAX)
  const unnamed = [...others, ...rest]
  return { of: first, other: unnamed.length > 0 ? summedTimes(unnamed) : null }
}

/**
 * How long each component takes, from what is told of it alone and from the steps of generations: whole UTC hours of the last
 * weeks are a component's own baseline. Of an organization from the minute up, of the platform from the hour up, in lanes.
 */
export const componentCube: CubeKind<Body, Components> = {
  name: "components",
  version: 1,
  levels: ["minute", "quarter", "hour", "day", "month"],
  families: ["component", "generation"],
  facts: "segments",
  clock: "business",
  lanes: 16,
  empty: { of: {}, other: null },
  fold,
  merge,
}
