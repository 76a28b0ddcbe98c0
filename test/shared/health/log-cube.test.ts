import fc from "fast-check"
import { expect, test } from "vitest"
import { namesOf, pairOf } from "#shared/cube/kept-names.ts"
import { logCube } from "#shared/health/log-cube.ts"
import { UNKNOWN_NAME } from "#shared/usage/usage-dimension.ts"
import { cubeHowever, cutFacts } from "../../support/cut-facts.ts"

const line = fc.record({
  level: fc.constantFrom("info", "warning", "error", "__proto__"),
  source: fc.constantFrom("POST /api/pay", "nightly", "", null, undefined),
})

test("logs are counted by level and source as a recount has them, however they came", () => {
  fc.assert(
    fc.property(
      cutFacts(() => "log.written", line),
      (told) => {
        const { count, pairs } = cubeHowever(logCube, told)
        expect(count).toBe(told.all.length)
        const recount = Map.groupBy(told.all, ({ level, source }) => pairOf(level, source || UNKNOWN_NAME))
        expect(new Map(Object.entries(namesOf(pairs).of))).toEqual(
          new Map([...recount].map(([pair, its]) => [pair, [its.length]])),
        )
      },
    ),
    { numRuns: 200 },
  )
})
