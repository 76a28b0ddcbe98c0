import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { FactRow } from "#shared/cube/kind.ts"
import { countIn, quantile } from "#shared/sketch.ts"
import { instant } from "#shared/time.ts"
import { projectOf, projectSumsOf, usageOf } from "#shared/usage/usage.ts"
import { usageCourse, usageCube } from "#shared/usage/usage-cube.ts"
import { UNKNOWN_NAME } from "#shared/usage/usage-dimension.ts"
import { PROJECTS_APART_MAX } from "#shared/usage/usage-merge.ts"
import { costMicrosOf } from "#shared/usage/usage-sums.ts"
import type { UsageCube } from "#shared/usage/usage-text.ts"

interface Call {
  atMinute: number
  project: string | null
  model: string
  apiKey: string
  user: string | null
  inputTokens: number
  inputCostUsd: number
  discountUsd: number
  durationMs: number | null
  errorType: string | null
}
const BEGINS = Date.UTC(2026, 10, 19) / 60_000
const name = (prefix: string) => fc.integer({ min: 0, max: 3 }).map((nth) => `${prefix}_${nth}`)
const call: fc.Arbitrary<Call> = fc.record({
  atMinute: fc.integer({ min: 0, max: 26 * 60 - 1 }).map((minute) => BEGINS + minute),
  project: fc.oneof(fc.option(name("project")), fc.constant("constructor")),
  model: name("model"),
  apiKey: name("key"),
  user: fc.option(name("user")),
  inputTokens: fc.nat(9_000),
  inputCostUsd: fc.integer({ min: -50, max: 90_000 }),
  discountUsd: fc.nat(90),
  durationMs: fc.option(fc.nat(60_000)),
  errorType: fc.option(fc.constantFrom("timeout", "429")),
})
const fold = (calls: readonly Call[]): UsageCube =>
  (usageCube.fold as (facts: readonly FactRow[]) => UsageCube)(
    calls.map(({ atMinute, ...data }, nth) => ({ id: `${nth}`, at: instant(atMinute * 60_000), body: { data } })),
  )

/** The cubes of the levels above some calls, up to a day of UTC. */
function levelsOf(calls: readonly Call[]): UsageCube[][] {
  const grouped = Map.groupBy(calls, ({ atMinute }) => atMinute)
  let cubes = [...grouped].map(([start, some]) => [start, fold(some)] as const)
  const levels = [cubes.map(([, cube]) => cube)]
  for (const length of [15, 60, 1_440]) {
    const groups = Map.groupBy(cubes, ([start]) => Math.floor(start / length) * length)
    cubes = [...groups].map(([start, some]) => [start, usageCube.merge(some.map(([, cube]) => cube))] as const)
    levels.push(cubes.map(([, cube]) => cube))
  }
  return levels
}

const projectsIn = (calls: readonly Call[]) => [...new Set(calls.map(({ project }) => project ?? UNKNOWN_NAME))]
const sum = (calls: readonly Call[], of: (one: Call) => number) => calls.reduce((all, one) => all + of(one), 0)
const costOf = ({ inputCostUsd, discountUsd }: Call) => inputCostUsd - discountUsd

/** How often each name stands there, counted plainly. */
const counted = (calls: readonly Call[], of: (one: Call) => string | null) =>
  Object.fromEntries([...Map.groupBy(calls, (one) => of(one) ?? UNKNOWN_NAME)].map(([one, some]) => [one, some.length]))

/** Holds what a cube says of each project against its calls. */
function expectProjects(cube: UsageCube, calls: readonly Call[]): void {
  for (const project of [...projectsIn(calls), "nobody's"]) {
    const its = calls.filter((one) => (one.project ?? UNKNOWN_NAME) === project)
    const usage = projectOf(cube, project)!
    expect(usage.all).toMatchObject({
      requests: its.length,
      errors: its.filter(({ errorType }) => errorType !== null).length,
      inputTokens: sum(its, ({ inputTokens }) => inputTokens),
    })
    expect(costMicrosOf(usage.all)).toBe(sum(its, costOf))
    expect(countIn(usage.latency)).toBe(its.filter(({ durationMs }) => durationMs !== null).length)
    expect(usage.points.reduce((all, { row }) => all + row[0]!, 0)).toBe(its.length)
    const requests = (of: Record<string, number[]>) =>
      Object.fromEntries(Object.entries(of).map(([one, [n]]) => [one, n]))
    expect(requests(usage.models.of)).toEqual(counted(its, ({ model }) => model))
    expect(requests(usage.keys.of)).toEqual(counted(its, ({ apiKey }) => apiKey))
    expect(requests(usage.users.of)).toEqual(counted(its, ({ user }) => user))
    expect(requests(usage.errorTypes.of)).toEqual(
      counted(
        its.filter(({ errorType }) => errorType !== null),
        ({ errorType }) => errorType,
      ),
    )
  }
}

describe("a project in a cube", () => {
  test("is told as everybody is, at every level and in any order", () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 40 }), (calls) => {
        for (const cubes of levelsOf(calls))
          for (const kind of [usageCube, usageCourse]) {
            const merged = kind.merge(cubes)
            expect(kind.merge([...cubes].reverse())).toEqual(merged)
            expectProjects(merged, calls)
          }
      }),
      { numRuns: 60 },
    )
  })

  test("is the same wherever the calls are split", () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 30 }), fc.array(fc.nat(30), { maxLength: 4 }), (calls, cuts) => {
        const ends = [...cuts, calls.length].sort((one, other) => one - other)
        const parts = ends.map((end, nth) => fold(calls.slice(ends[nth - 1] ?? 0, end)))
        expect(usageCourse.merge(parts)).toEqual(fold(calls))
        expectProjects(usageCourse.merge([usageCourse.merge(parts.slice(0, 2)), ...parts.slice(2)]), calls)
      }),
      { numRuns: 100 },
    )
  })

  test("has its calls in the steps that they were in", () => {
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 40 }), (calls) => {
        for (const [level, cubes] of levelsOf(calls).entries()) {
          const stepOf = (minute: number) => String(Math.floor(minute / [1, 15, 15, 180][level]!))
          for (const project of projectsIn(calls)) {
            const points = cubes.flatMap((cube) => projectOf(cube, project)!.points)
            const told = points.map(({ atMinute, row }) => [stepOf(atMinute), row[0]])
            const its = calls.filter((one) => (one.project ?? UNKNOWN_NAME) === project)
            const steps = Map.groupBy(its, ({ atMinute }) => stepOf(atMinute))
            expect(Object.fromEntries(told)).toEqual(
              Object.fromEntries([...steps].map(([step, some]) => [step, some.length])),
            )
            expect(told).toHaveLength(steps.size)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  const one = (project: string, more: Partial<Call> = {}): Call => ({
    atMinute: BEGINS,
    project,
    model: "large",
    apiKey: "key",
    user: "u",
    inputTokens: 10,
    inputCostUsd: 100,
    discountUsd: 0,
    durationMs: 20,
    errorType: null,
    ...more,
  })

  test("alone is all that the cube says; cubes of one project each keep them apart when they are merged", () => {
    const [a, b] = [fold([one("a"), one("a", { model: "small" })]), fold([one("b", { atMinute: BEGINS + 1 })])]
    expect(projectOf(a, "a")).toEqual(usageOf(a))
    expect(projectOf(a, "b")!.all.requests).toBe(0)
    const both = usageCube.merge([a, b])
    expect(projectOf(both, "a")!.models.of).toEqual(usageOf(a).models.of)
    expect(quantile(projectOf(both, "b")!.latency, 0.5)).toBeCloseTo(20, 0)
    expect(usageOf(both).all.requests).toBe(3)
  })

  test("stays exact in its sums where more are there than are kept apart, and so does the whole", () => {
    const many = Array.from({ length: PROJECTS_APART_MAX + 5 }, (_, nth) =>
      one(`p_${String(nth).padStart(3, "0")}`, { inputCostUsd: nth < 10 ? 1 : 2 }),
    )
    const cube = fold(many)
    expect(usageOf(cube).all.requests).toBe(many.length)
    expect(Object.keys(usageOf(cube).projects.of)).toHaveLength(many.length)
    // Of those that cost the same, the last by name are put together.
    expect(projectOf(cube, "p_004")!.all.requests).toBe(1)
    expect(projectOf(cube, "p_005")).toBeNull()
    expect(projectSumsOf(cube, "p_005").all).toMatchObject({ requests: 1, inputCostMicros: 1 })
    // From then on only sums of it are known, whatever another cube tells.
    const later = fold([one("p_005", { inputCostUsd: 900 }), one("p_104")])
    const merged = usageCube.merge([cube, later])
    expect(usageCube.merge([later, cube])).toEqual(merged)
    expect(projectOf(merged, "p_005")).toBeNull()
    expect(projectSumsOf(merged, "p_005").all).toMatchObject({ requests: 2, inputCostMicros: 901 })
    expect(projectOf(merged, "p_104")!.all.requests).toBe(2)
    expect(usageOf(merged).all.requests).toBe(many.length + 2)
  })

  test("of several organizations' same hour is not kept apart", () => {
    const hour = (minute: number) =>
      usageCube.merge([usageCube.merge([fold([one("a", { atMinute: BEGINS + minute }), one("b")])])])
    const lane = usageCube.merge([hour(3), hour(7)])
    expect(projectOf(lane, "a")).toBeNull()
    expect(projectSumsOf(lane, "a").all.requests).toBe(2)
    expect(usageOf(lane).points).toHaveLength(1)
  })
})

describe("a cube of the second version", () => {
  const two = [
    [0, [["m"], ["a", "b"], ["__unknown__"], ["__unknown__"], []], [0, 0, 0, 0, 0], 0],
    "ztixc,C,,J,,,,,,,C,,J,,,,,,,BB,,HC,,,,,,,C,,J,,C,,J,,",
    "qjBCBbC",
  ] as unknown as UsageCube
  const alone = [
    [0, [["m"], ["a"], ["__unknown__"], ["__unknown__"], []], [0, 0, 0, 0, 0], 0],
    "ztixc,B,,H,,,,,,,B,,H,,,,,,,B,,H,,,,,,,B,,H,,B,,H,,",
    "qjBC",
  ] as unknown as UsageCube

  test("knows of several projects no more than their sums", () => {
    expect(usageOf(two)).toMatchObject({ all: { requests: 2, inputTokens: 9 } })
    expect(quantile(usageOf(two).latency, 1)).toBeCloseTo(9, 0)
    expect(projectOf(two, "a")).toBeNull()
    expect(projectOf(two, "c")!.all.requests).toBe(0)
    expect(projectSumsOf(two, "a")).toMatchObject({ all: { requests: 1, inputTokens: 7 }, latency: "" })
    const merged = usageCube.merge([two, fold([])])
    expect(projectOf(merged, "a")).toBeNull()
    expect(usageOf(merged).projects.of["b"]!.slice(0, 3)).toEqual([1, 0, 2])
  })

  test("of one project alone tells everything of it", () => {
    expect(projectOf(usageCube.merge([alone, two]), "a")).toBeNull()
    expect(projectOf(alone, "a")!.all).toMatchObject({ requests: 1, inputTokens: 7 })
    expect(projectOf(alone, "a")!.models.of["m"]!.slice(0, 3)).toEqual([1, 0, 7])
    expect(quantile(projectOf(alone, "a")!.latency, 1)).toBeCloseTo(5, 0)
  })
})
