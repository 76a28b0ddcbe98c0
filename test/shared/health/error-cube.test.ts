import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { namesOf } from "#shared/cube/kept-names.ts"
import { ACCOUNTS_MAX, errorCube, GROUPS_MAX } from "#shared/health/error-cube.ts"
import { fingerprintOf } from "#shared/health/fingerprint.ts"
import { withoutVariables } from "#shared/health/variable-parts.ts"
import { UNKNOWN_NAME } from "#shared/usage/usage-dimension.ts"
import { cubeHowever, cutFacts } from "../../support/cut-facts.ts"

const error = fc.record({
  type: fc.constantFrom("TypeError", "RangeError"),
  message: fc.constantFrom("order 17", "order 18", "no such user", null, undefined),
  stack: fc.constantFrom("at pay (/srv/src/pay.js:1:2)", "at pay (/srv/src/pay.js:9:9)", undefined),
  fingerprint: fc.constantFrom("ours", undefined, undefined, undefined),
  version: fc.constantFrom("1.4.0", "1.5.0", null),
  account: fc.constantFrom("u_ada", "u_grace", "u_mo", null),
})

const report = (nth: number, data: object) => ({
  id: `${nth}`,
  at: "2026-11-20T13:07:00.000Z",
  body: { data: data as never },
})

describe("errors", () => {
  test("are counted by fingerprint as a recount has them, however they came", () => {
    fc.assert(
      fc.property(
        cutFacts(() => "error.reported", error),
        (told) => {
          const cube = cubeHowever(errorCube, told)
          expect([cube.count, cube.other]).toEqual([told.all.length, 0])
          const groups = Map.groupBy(told.all.keys(), (nth) => fingerprintOf(told.all[nth]!))
          expect(Object.keys(cube.groups)).toEqual([...groups.keys()].sort())
          for (const [name, its] of groups) {
            const group = cube.groups[name]!
            const times = its.map((nth) => told.atMs[nth]!)
            expect([group.count, group.firstMs, group.lastMs]).toEqual([
              its.length,
              Math.min(...times),
              Math.max(...times),
            ])
            const last = its.filter((nth) => told.atMs[nth] === group.lastMs).map((nth) => told.all[nth]!)
            expect(last.map(({ type, message }) => [type, withoutVariables(message ?? "")])).toContainEqual([
              group.type,
              group.message,
            ])
            const versions = Map.groupBy(its, (nth) => told.all[nth]!.version ?? UNKNOWN_NAME)
            expect({ ...namesOf(group.versions).of }).toEqual(
              Object.fromEntries([...versions].map(([version, some]) => [version, [some.length]])),
            )
            expect(group.accounts).toEqual([...new Set(its.flatMap((nth) => told.all[nth]!.account ?? []))].sort())
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  test("of more than a thousand fingerprints are kept apart where they are the most frequent", () => {
    const facts = Array.from({ length: GROUPS_MAX + 4 }, (_, nth) => report(nth, { type: `E${nth}` }))
    const cube = errorCube.merge([errorCube.fold(facts), errorCube.fold(facts.slice(4))])
    expect(Object.keys(cube.groups)).toHaveLength(GROUPS_MAX)
    expect(cube).toMatchObject({ count: 2 * GROUPS_MAX + 4, other: 4 + 4 })
  })

  test("name a hundred of the accounts they happened to, the same whichever came first", () => {
    const facts = Array.from({ length: 300 }, (_, nth) =>
      report(nth, { type: "E", account: `u_${String(nth).padStart(3, "0")}` }),
    )
    const [whole] = Object.values(errorCube.fold(facts).groups)
    expect(whole!.accounts).toHaveLength(ACCOUNTS_MAX)
    const parts = [facts.slice(200), facts.slice(0, 120), facts.slice(120, 200)].map((some) => errorCube.fold(some))
    expect(Object.values(errorCube.merge(parts).groups)[0]!.accounts).toEqual(whole!.accounts)
  })
})
