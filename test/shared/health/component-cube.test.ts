import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { COMPONENTS_MAX, componentCube } from "#shared/health/component-cube.ts"
import { countIn, quantile } from "#shared/sketch.ts"
import { EVENT_DATA } from "#shared/usage/event-data.ts"
import { cubeHowever, cutFacts } from "../../support/cut-facts.ts"

interface Step {
  component: string
  ms?: number | null
  skipped?: boolean | string
  error?: boolean | string
}
type Data = Step | { steps?: Step[] | null }

const step: fc.Arbitrary<Step> = fc
  .record({
    component: fc.constantFrom("imageModel", "mail", "constructor"),
    state: fc.constantFrom("timed", "skipped", "failed", "failed late"),
    ms: fc.double({ min: 0, max: 900_000, noNaN: true }),
    why: fc.constantFrom("mail", true),
  })
  .map(({ component, state, ms, why }) => {
    if (state === "timed") return { component, ms }
    if (state === "skipped") return { component, skipped: why, ms: null }
    return { component, error: why, ...(state === "failed late" ? { ms } : {}) }
  })
const data: fc.Arbitrary<Data> = fc.oneof(step, fc.record({ steps: fc.option(fc.array(step, { maxLength: 4 })) }))
const isStep = (one: Data): one is Step => "component" in one

describe("components", () => {
  test("are timed as a recount has it, alone or as steps of generations, however they came", () => {
    const told = cutFacts<Data>((one) => (isStep(one) ? "component.timed" : "generation.completed"), data)
    fc.assert(
      fc.property(told, (some) => {
        const cube = cubeHowever(componentCube, some)
        const steps = some.all.flatMap((one) => (isStep(one) ? [one] : (one.steps ?? [])))
        expect(Object.keys(cube.of)).toEqual([...new Set(steps.map(({ component }) => component))].sort())
        expect(cube.other).toBeNull()
        for (const [name, times] of Object.entries(cube.of)) {
          const its = steps.filter(({ component }) => component === name)
          const ok = its.flatMap(({ ms, error, skipped }) => (error || skipped ? [] : [ms!]))
          const { times: sketch, ...exact } = times
          expect(exact).toEqual({
            ok: ok.length,
            sumMicros: ok.reduce((sum, ms) => sum + Math.round(ms * 1_000), 0),
            minMs: ok.length === 0 ? 0 : Math.min(...ok),
            maxMs: ok.length === 0 ? 0 : Math.max(...ok),
            errors: its.filter(({ error }) => error).length,
            skipped: its.filter(({ skipped }) => skipped).length,
          })
          expect(countIn(sketch)).toBe(ok.length)
          const greatest = quantile(sketch, 1)
          if (greatest !== null) expect(Math.abs(greatest - exact.maxMs)).toBeLessThanOrEqual(0.01 * greatest + 1e-9)
        }
      }),
      { numRuns: 200 },
    )
  })

  test("beyond a thousand are put together, the rarest first", () => {
    const facts = Array.from({ length: COMPONENTS_MAX + 3 }, (_, nth) => ({
      id: `${nth}`,
      at: "2026-11-20T13:07:00.000Z",
      body: { type: "component.timed", data: { component: String(nth).padStart(4, "0"), ms: nth } },
    }))
    const cube = componentCube.merge([componentCube.fold(facts), componentCube.fold(facts.slice(3))])
    expect(Object.keys(cube.of)).toHaveLength(COMPONENTS_MAX)
    expect(cube.other).toMatchObject({ ok: 3 + 3, minMs: COMPONENTS_MAX, maxMs: COMPONENTS_MAX + 2 })
  })

  test("are told with a time, skipped or failed, and nothing that contradicts it", () => {
    const reasonOf = (one: object) =>
      EVENT_DATA["component.timed"].safeParse({ component: "mail", ...one }).error?.issues[0]?.message
    for (const one of [{ ms: 0 }, { skipped: "database" }, { error: true, ms: 4 }])
      expect(reasonOf(one)).toBeUndefined()
    for (const one of [{}, { skipped: true, ms: 4 }, { skipped: "a", error: "b" }])
      expect(reasonOf(one)).toBe("expected `ms`, or `skipped` alone, or `error`, with `ms` or without")
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY]) expect(reasonOf({ ms })).toBeDefined()
  })
})
