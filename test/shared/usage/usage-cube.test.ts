import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { FactRow } from "#shared/cube/kind.ts"
import { countIn, quantile } from "#shared/sketch.ts"
import { instant } from "#shared/time.ts"
import { usageOf } from "#shared/usage/usage.ts"
import type { UsageCube } from "#shared/usage/usage-text.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { NAMES_MAX, UNKNOWN_NAME } from "#shared/usage/usage-dimension.ts"
import { costMicrosOf, tokensOf } from "#shared/usage/usage-sums.ts"

type Call = Record<string, unknown>
const fold = usageCube.fold as (facts: readonly FactRow[]) => UsageCube
const factsOf = (calls: readonly Call[], at = "2026-11-20T13:07:00.000Z"): FactRow[] =>
  calls.map((data, nth) => ({ id: `${nth}`, at, body: { data } }))

const name = (prefix: string) => fc.option(fc.integer({ min: 0, max: 4 }).map((nth) => `${prefix}_${nth}`))
const call: fc.Arbitrary<Call> = fc.record({
  model: name("model"),
  project: fc.oneof(name("project"), fc.constant("constructor")),
  apiKey: name("key"),
  user: name("user"),
  inputTokens: fc.nat(9_000),
  outputTokens: fc.nat(900),
  cachedTokens: fc.option(fc.nat(900)),
  inputCostUsd: fc.integer({ min: -50, max: 90_000 }),
  outputCostUsd: fc.nat(90_000),
  cachedCostUsd: fc.nat(900),
  discountUsd: fc.nat(90),
  durationMs: fc.option(fc.double({ min: 0, max: 60_000, noNaN: true })),
  status: fc.constantFrom("ok", "error", 200, 429, null),
})
const instants = fc
  .integer({ min: 0, max: 26 * 60 - 1 })
  .map((minute) => instant(Date.UTC(2026, 10, 19) + minute * 60_000))
const told = fc.array(fc.tuple(instants, call), { maxLength: 30 })

/** The cubes of the levels above some facts, as the engine merges them, up to a day of UTC. */
function levelsOf(facts: readonly FactRow[]): UsageCube[][] {
  const lengths = [1, 15, 60, 1_440].map((minutes) => minutes * 60_000)
  let cubes = [...Map.groupBy(facts, ({ at }) => Math.floor(Date.parse(at) / 60_000) * 60_000)].map(
    ([start, some]) => [start, fold(some)] as const,
  )
  const levels = [cubes.map(([, cube]) => cube)]
  for (const length of lengths.slice(1)) {
    const groups = Map.groupBy(cubes, ([start]) => Math.floor(start / length) * length)
    cubes = [...groups].map(([start, some]) => [start, usageCube.merge(some.map(([, cube]) => cube))] as const)
    levels.push(cubes.map(([, cube]) => cube))
  }
  return levels
}
const factsAt = (rows: readonly (readonly [string, Call])[]): FactRow[] =>
  rows.map(([at, data], nth) => ({ id: `${nth}`, at, body: { data } }))

describe("usage", () => {
  test("adds up to the same at every level, in any order", () => {
    fc.assert(
      fc.property(told, (rows) => {
        const levels = levelsOf(factsAt(rows))
        const calls = rows.map(([, data]) => data)
        const sum = (field: string) => calls.reduce((all, one) => all + Number(one[field] ?? 0), 0)
        for (const cubes of levels) {
          const merged = usageCube.merge(cubes)
          expect(usageCube.merge([...cubes].reverse())).toEqual(merged)
          const usage = usageOf(merged)
          expect(usage.all).toEqual({
            requests: calls.length,
            errors: calls.filter(({ status }) => status === "error" || status === 429).length,
            inputTokens: sum("inputTokens"),
            outputTokens: sum("outputTokens"),
            cachedTokens: sum("cachedTokens"),
            inputCostMicros: sum("inputCostUsd"),
            outputCostMicros: sum("outputCostUsd"),
            cachedCostMicros: sum("cachedCostUsd"),
            discountMicros: sum("discountUsd"),
          })
          expect(countIn(usage.latency)).toBe(calls.filter(({ durationMs }) => durationMs !== null).length)
          for (const [dimension, field] of [
            ["models", "model"],
            ["projects", "project"],
          ] as const)
            for (const [one, [requests, , inputTokens]] of Object.entries(usage[dimension].of)) {
              const its = calls.filter((data) => (data[field] ?? UNKNOWN_NAME) === one)
              expect([requests, inputTokens]).toEqual([
                its.length,
                its.reduce((all, { inputTokens: tokens }) => all + Number(tokens), 0),
              ])
            }
          const ofPeople = Object.values(usage.users.of)
          expect(ofPeople.reduce((all, [requests]) => all + requests!, 0)).toBe(calls.length)
          expect(ofPeople.reduce((all, row) => all + row[2]!, 0)).toBe(tokensOf(usage.all))
          expect(ofPeople.reduce((all, row) => all + row[3]!, 0)).toBe(costMicrosOf(usage.all))
        }
      }),
      { numRuns: 150 },
    )
  })

  test("is the same text for the same calls, whatever their order", () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 12 }), (calls) => {
        const there = fold(factsOf(calls))
        expect(JSON.stringify(fold(factsOf([...calls].reverse())))).toBe(JSON.stringify(there))
      }),
    )
  })

  test("of nothing is nothing", () => {
    expect(fold([])).toEqual(usageCube.empty)
    expect(usageCube.merge([usageCube.empty, usageCube.empty])).toEqual(usageCube.empty)
    expect(quantile(usageOf(usageCube.empty).latency, 0.5)).toBeNull()
  })

  test("tells kinds of error apart, and those that told none by their status", () => {
    const calls = [
      { errorType: "timeout" },
      { status: 429 },
      { status: "failed" },
      { status: "failed" },
      { status: 200 },
    ]
    expect({ ...usageOf(fold(factsOf(calls))).errorTypes.of }).toEqual({ timeout: [1], 429: [1], failed: [2] })
  })

  test("keeps the dearest thousand apart, and every person", () => {
    const calls = Array.from({ length: NAMES_MAX + 5 }, (_, nth) => ({
      model: `model ${String(nth).padStart(4, "0")}`,
      apiKey: `key ${String(nth).padStart(4, "0")}`,
      user: `user ${nth}`,
      inputCostUsd: nth < 10 ? 1 : 2,
    }))
    const usage = usageOf(fold(factsOf(calls)))
    expect(Object.keys(usage.models.of)).toHaveLength(NAMES_MAX)
    expect(usage.models.of["model 0004"]).toBeDefined()
    expect(usage.models.of["model 0005"]).toBeUndefined()
    expect(usage.models.other).toEqual([5, 0, 0, 0, 0, 5, 0, 0, 0])
    expect(usage.keys.other).toEqual([5, 0, 0, 5])
    expect(Object.keys(usage.users.of)).toHaveLength(NAMES_MAX + 5)
    const twice = usageOf(usageCube.merge([fold(factsOf(calls)), fold(factsOf(calls.slice(0, 8)))]))
    expect(twice.users.other).toBeNull()
    expect(twice.all.requests).toBe(NAMES_MAX + 13)
    const apart = Object.values(twice.models.of).reduce((all, [requests]) => all + requests!, 0)
    expect(apart + twice.models.other![0]!).toBe(NAMES_MAX + 13)
  })

  test("of the first version is read as what it says", () => {
    const sums = { ...usageOf(fold(factsOf([{ inputTokens: 7 }]))).all, durationMs: 5 }
    const old = { all: sums, models: { one: sums } } as unknown as UsageCube
    const usage = usageOf(usageCube.merge([old, fold(factsOf([{ model: "one", inputTokens: 2 }]))]))
    expect(usage.all).toMatchObject({ requests: 2, inputTokens: 9 })
    expect(usage.models.of["one"]!.slice(0, 3)).toEqual([2, 0, 9])
  })
})

describe("the course of a cube", () => {
  const sumOf = (cube: UsageCube): number => usageOf(cube).points.reduce((all, { row }) => all + row[0]!, 0)

  test("holds every call, in steps of 15 minutes and 3 hours", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(instants, call), { minLength: 1, maxLength: 60 }), (rows) => {
        for (const [level, cubes] of levelsOf(factsAt(rows)).entries()) {
          const stepOf = (minute: number) => Math.floor(minute / [1, 15, 15, 180][level]!)
          for (const cube of cubes) expect(sumOf(cube)).toBe(usageOf(cube).all.requests)
          const points = cubes.flatMap((cube) => usageOf(cube).points)
          const steps = new Set(rows.map(([at]) => stepOf(Date.parse(at) / 60_000)))
          expect(points.map(({ atMinute }) => stepOf(atMinute)).sort()).toEqual([...steps].sort())
        }
      }),
      { numRuns: 150 },
    )
  })

  const dayOf = (...times: string[]) => {
    const hours = Map.groupBy(times, (time) => time.slice(0, 13))
    return usageCube.merge(
      [...hours.values()].map((some) =>
        usageCube.merge([usageCube.merge(some.map((time) => fold(factsOf([{}], `${time}:00.000Z`))))]),
      ),
    )
  }

  test("of a month is one point a day, also where two days share three hours of UTC", () => {
    const days = [
      dayOf("2026-11-18T05:10", "2026-11-19T01:00", "2026-11-19T04:50"),
      dayOf("2026-11-19T05:05", "2026-11-20T04:59"),
      dayOf("2026-11-20T05:00"),
    ]
    const { points } = usageOf(usageCube.merge(days))
    expect(points.map(({ row }) => row[0])).toEqual([3, 2, 1])
    expect(points.map(({ atMinute }) => instant(atMinute * 60_000).slice(0, 16))).toEqual([
      "2026-11-18T05:10",
      "2026-11-19T05:05",
      "2026-11-20T05:00",
    ])
  })

  test("of several organizations' same hour is that of an hour", () => {
    const hour = (minutes: string[]) => {
      const quarters = Map.groupBy(minutes, (minute) => Math.floor(Number(minute) / 15))
      return usageCube.merge(
        [...quarters.values()].map((some) =>
          usageCube.merge(some.map((minute) => fold(factsOf([{}], `2026-11-20T13:${minute}:00.000Z`)))),
        ),
      )
    }
    const lane = usageOf(usageCube.merge([hour(["01", "20"]), hour(["07", "50"]), hour(["02", "21"])]))
    expect(lane.points.map(({ row }) => row[0])).toEqual([3, 2, 1])
  })
})
