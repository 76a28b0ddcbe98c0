import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { pairOf } from "#shared/cube/kept-names.ts"
import type { FactRow } from "#shared/cube/kind.ts"
import { countIn, quantile } from "#shared/sketch.ts"
import { EVENT_DATA } from "#shared/usage/event-data.ts"
import { type GenerationCube, generationCube, generationsOf } from "#shared/usage/generation-cube.ts"
import { type GenerationFilter, generationMatches, generationMayHold } from "#shared/usage/generation-filter.ts"
import { type GenerationTold, modelStepOf, outcomeOf, type StepTold } from "#shared/usage/generation-told.ts"
import { NAMES_MAX, UNKNOWN_NAME } from "#shared/usage/usage-dimension.ts"

const AT = "2026-11-20T13:07:00.000Z"
const factsOf = (all: readonly GenerationTold[]): FactRow<{ data: GenerationTold }>[] =>
  all.map((data, nth) => ({ id: `${nth}`, at: AT, body: { data } }))
const fold = (all: readonly GenerationTold[]): GenerationCube => generationCube.fold(factsOf(all))

const COMPONENTS = ["imageModel", "language-model", "objectStorage", "mail", "constructor"]
const step: fc.Arbitrary<StepTold> = fc
  .tuple(
    fc.constantFrom(...COMPONENTS),
    fc.constantFrom("timed", "skipped", "failed", "failed late"),
    fc.nat(60_000),
    fc.constantFrom("Over quota", true),
  )
  .map(([component, state, ms, why]) => {
    if (state === "timed") return { component, ms }
    if (state === "skipped") return { component, skipped: why, ms: null }
    return { component, error: why, ...(state === "failed late" ? { ms } : {}) }
  })
const word = (...words: string[]) => fc.constantFrom(...words, "", null, undefined)
const told: fc.Arbitrary<GenerationTold> = fc.record({
  mode: word("text", "image", "__proto__"),
  result: word("ok", "FAILED", "refused", "timeout"),
  user: word("u_ada", "u_grace"),
  sizeBytes: fc.option(fc.nat(9_000_000)),
  steps: fc.option(fc.array(step, { maxLength: 5 })),
})

describe("a generation", () => {
  test("is ok or failed by its result, and by its steps where it tells none", () => {
    const mail = { component: "mail", error: "no such mailbox" }
    const outcomes = [
      { result: "ok", steps: [mail] },
      { result: "Timeout" },
      { result: "refused" },
      { steps: [{ component: "imageModel", ms: 9 }, mail] },
      { result: null, steps: [{ component: "mail", error: false, ms: 3 }] },
      {},
    ].map(outcomeOf)
    expect(outcomes).toEqual(["ok", "failed", "ok", "failed", "ok", "ok"])
  })

  test("has the model's time from the longest step that is called a model, else from the longest of all", () => {
    const modelOf = (...steps: StepTold[]) => modelStepOf({ steps })?.component
    const mail = { component: "mail", ms: 900 }
    expect(modelOf(mail, { component: "imageModel", ms: 7 }, { component: "LANGUAGE-MODEL", ms: 8 })).toBe(
      "LANGUAGE-MODEL",
    )
    expect(modelOf({ component: "database", ms: 3 }, mail)).toBe("mail")
    // The model was left out: how long other steps took says nothing of it.
    expect(modelOf(mail, { component: "imageModel", skipped: "from the cache" })).toBeUndefined()
    expect(modelStepOf({})).toBeUndefined()
  })

  test("tells of each step a time, that it was skipped, or that it failed, and nothing that contradicts it", () => {
    const reasonOf = (one: object) =>
      EVENT_DATA["generation.completed"].safeParse({ steps: [{ component: "mail", ...one }] }).error?.issues[0]?.message
    const good = [{ ms: 0 }, { skipped: "off" }, { skipped: true, ms: null }, { error: true }, { error: "x", ms: 4 }]
    expect(good.map(reasonOf)).toEqual(good.map(() => undefined))
    for (const one of [{}, { skipped: false }, { skipped: true, ms: 4 }, { skipped: "a", error: "b" }])
      expect(reasonOf(one)).toBe("expected `ms`, or `skipped` alone, or `error`, with `ms` or without")
    expect(reasonOf({ error: { code: 5 } })).toBe("expected true, false or the reason as text")
    for (const data of [{ sizeBytes: -1 }, { sizeBytes: 1.5 }, { result: 200 }])
      expect(EVENT_DATA["generation.completed"].safeParse(data).success).toBe(false)
  })
})

describe("the cube of generations", () => {
  test("holds what a recount holds, however it was merged", () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 30 }), fc.nat(5), (all, parts) => {
        const some = Array.from({ length: parts + 1 }, (_, part) => all.filter((_, nth) => nth % (parts + 1) === part))
        const merged = generationCube.merge(some.map(fold))
        expect(JSON.stringify(merged)).toBe(JSON.stringify(fold(all)))
        expect(generationCube.merge(some.map(fold).reverse())).toEqual(merged)
        const cube = generationsOf(JSON.parse(JSON.stringify(merged)))
        const failures = (some: readonly GenerationTold[]) => some.filter((one) => outcomeOf(one) === "failed").length
        expect([cube.generations, cube.failed]).toEqual([all.length, failures(all)])
        const pairs = Map.groupBy(all, ({ mode, result }) => pairOf(mode || UNKNOWN_NAME, result || UNKNOWN_NAME))
        expect(new Map(Object.entries(cube.pairs.of))).toEqual(
          new Map([...pairs].map(([pair, its]) => [pair, [its.length, failures(its)]])),
        )
        const users = Map.groupBy(all, ({ user }) => user || UNKNOWN_NAME)
        expect(new Map(Object.entries(cube.users.of))).toEqual(
          new Map([...users].map(([user, its]) => [user, [its.length, failures(its)]])),
        )
        const steps = all.flatMap((one) => one.steps ?? [])
        for (const component of COMPONENTS) {
          const its = steps.filter((one) => one.component === component)
          const row =
            its.length === 0 ? undefined : [its.length, its.filter(isSkipped).length, its.filter(isBad).length]
          expect(Object.hasOwn(cube.components.of, component) ? cube.components.of[component] : undefined).toEqual(row)
        }
        const times = all.flatMap((one) => {
          const model = modelStepOf(one)
          return model && !model.error ? model.ms : []
        })
        expect(countIn(cube.modelMs)).toBe(times.length)
        const [greatest, most] = [quantile(cube.modelMs, 1), Math.max(...times)]
        if (greatest !== null) expect(Math.abs(greatest - most)).toBeLessThanOrEqual(0.01 * most)
      }),
      { numRuns: 200 },
    )
  })

  test("never says that it has none of what a list would show, and says so of what it cannot have", () => {
    const filter: fc.Arbitrary<GenerationFilter> = fc.record({
      outcome: fc.constantFrom("ok", "failed", undefined),
      mode: fc.constantFrom("text", "__proto__", UNKNOWN_NAME, undefined, undefined),
      result: fc.constantFrom("ok", "refused", UNKNOWN_NAME, undefined, undefined),
      user: fc.constantFrom("u_ada", UNKNOWN_NAME, undefined, undefined),
      component: fc.constantFrom("mail", "constructor", undefined, undefined),
      search: fc.constantFrom("QUOTA", "model", "ok", undefined, undefined),
    })
    fc.assert(
      fc.property(fc.array(told, { maxLength: 4 }), filter, (all, asked) => {
        const matches = factsOf(all).some(generationMatches(asked))
        if (matches) expect(generationMayHold(asked)(fold(all))).toBe(true)
      }),
      { numRuns: 500 },
    )
    const cube = fold([{ mode: "image", result: "ok", user: "u_ada", steps: [{ component: "mail", ms: 3 }] }])
    for (const asked of [
      { outcome: "failed" },
      { mode: "text" },
      { mode: "image", result: "refused" },
      { user: "u_grace" },
      { component: "mail" },
      { search: "quota" },
    ] as const)
      expect(generationMayHold(asked)(cube), JSON.stringify(asked)).toBe(false)
    expect(generationMayHold({})(generationCube.empty)).toBe(false)
    // Why steps were skipped or failed stands in no cube.
    for (const why of [{ skipped: "Over quota" }, { error: "Over quota" }])
      expect(generationMayHold({ search: "quota" })(fold([{ steps: [{ component: "mail", ...why }] }]))).toBe(true)
  })

  test("puts the rarest of more than a thousand modes and components together, and never people", () => {
    const nameOf = (nth: number) => String(nth).padStart(4, "0")
    const all = Array.from({ length: NAMES_MAX + 5 }, (_, nth) => ({
      mode: nameOf(nth),
      user: `u_${nth}`,
      steps: [{ component: nameOf(nth), ms: 1 }],
    }))
    const cube = fold([...all, ...all.slice(10)])
    const { pairs, users, components } = generationsOf(cube)
    expect([pairs.other, components.other, users.other]).toEqual([[5, 0], [5, 0, 0], null])
    expect(Object.keys(users.of)).toHaveLength(NAMES_MAX + 5)
    expect(generationMayHold({ mode: "anything" })(cube)).toBe(true)
    expect(generationMayHold({ search: "anything" })(cube)).toBe(true)
    expect(generationMayHold({ user: "u_nobody" })(cube)).toBe(false)
  })
})

const isSkipped = ({ skipped }: StepTold) => Boolean(skipped)
const isBad = ({ error }: StepTold) => Boolean(error)
