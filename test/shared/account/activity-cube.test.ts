import fc from "fast-check"
import { expect, test } from "vitest"
import { activityCube } from "#shared/account/activity-cube.ts"
import { namesOf, pairOf } from "#shared/cube/kept-names.ts"
import { NAMES_MAX, UNKNOWN_NAME } from "#shared/usage/usage-dimension.ts"
import { cubeHowever, cutFacts } from "../../support/cut-facts.ts"

const activity = fc.record({
  resource: fc.constantFrom("Job", "Ticket", "constructor"),
  action: fc.constantFrom("Fetch", "Create", "Delete"),
  actor: fc.constantFrom("u_ada", "u_grace", "", null, undefined),
})
const often = (names: readonly string[]) =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, its]) => [name, [its.length]]))

test("activities are counted by resource, action and actor as a recount has them, however they came", () => {
  fc.assert(
    fc.property(
      cutFacts(() => "activity.recorded", activity),
      (told) => {
        const { count, pairs, actors } = cubeHowever(activityCube, told)
        expect(count).toBe(told.all.length)
        expect({ ...namesOf(pairs).of }).toEqual(
          often(told.all.map(({ resource, action }) => pairOf(resource, action))),
        )
        expect({ ...namesOf(actors).of }).toEqual(often(told.all.map(({ actor }) => actor || UNKNOWN_NAME)))
      },
    ),
    { numRuns: 200 },
  )
})

test("the rarest of more than a thousand resources are put together, and nobody is", () => {
  const facts = Array.from({ length: NAMES_MAX + 7 }, (_, nth) => ({
    id: `${nth}`,
    at: "2026-11-20T13:07:00.000Z",
    body: { data: { resource: String(nth).padStart(4, "0"), action: "Fetch", actor: `u_${nth}` } },
  }))
  const { count, pairs, actors } = activityCube.fold([...facts, ...facts.slice(10)])
  expect(count).toBe(2 * (NAMES_MAX + 7) - 10)
  expect([namesOf(pairs).other, namesOf(actors).other]).toEqual([[7], null])
  expect(namesOf(pairs).of[pairOf("0003", "Fetch")]).toBeUndefined()
  expect(namesOf(pairs).of[pairOf("0010", "Fetch")]).toEqual([2])
})
