import { expect, test } from "vitest"
import { PLATFORM, UNOWNED } from "#shared/cube/kind.ts"
import { DAY_MS, type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { generationCube, generationsOf } from "#shared/usage/generation-cube.ts"
import { type GenerationFilter, generationMatches, generationMayHold } from "#shared/usage/generation-filter.ts"
import type { GenerationTold } from "#shared/usage/generation-told.ts"
import { close } from "../../functions/project/close.ts"
import { cubesBetween } from "../../functions/table/cubes.ts"
import { type FactPlace, listFacts } from "../../functions/table/list-facts.ts"
import { randomOf } from "../sim/random.ts"
import { event, machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const ORGS = ["org_one", "org_two", null] as const

const FILTERS: readonly GenerationFilter[] = [
  {},
  { outcome: "failed" },
  { mode: "image", result: "ok" },
  { mode: "__unknown__" },
  { user: "u_ada" },
  { user: "__unknown__", outcome: "ok" },
  { component: "mail" },
  { search: "QUOTA" },
  { search: "nothing at all" },
]

/** Everything that was told, newest first, and how a test reads it back. */
async function toldRiver() {
  const random = randomOf(11)
  const some = <Value>(values: readonly Value[]): Value => values[random.below(values.length)]!
  const told = Array.from({ length: 500 }, () =>
    event("generation.completed", instant(msOf(NOW) - random.below(3 * DAY_MS)), {
      ...{ org: some(ORGS), user: some(["ada", "grace", null]), mode: some(["image", "text", null]) },
      result: some(["ok", "ok", "refused", "failed", null]),
      steps: [
        { component: "imageModel", ms: random.below(9_000) },
        some([
          { component: "mail", ms: 40 },
          { component: "mail", skipped: true },
          { component: "mail", error: "Over quota" },
        ]),
      ],
    }),
  )
  const river = machine(NOW)
  for (let at = 0; at < told.length; at += 50) expect((await river.send(told.slice(at, at + 50))).rejected).toEqual([])
  await river.flow()
  const facts = told
    .map(({ id, time, data }) => ({ id: `platform|test|${id}`, at: time, body: { data: namelessly(data) } }))
    .sort((one, other) => (one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1))
  return { river, facts }
}
const namelessly = (data: object): GenerationTold => {
  const { user } = data as GenerationTold
  return { ...data, user: user ? `u_${user}` : (user ?? null) }
}

test("of everybody and nobody, and of one organization, stand in lists and in cubes as they were told, folded or not", async () => {
  const { river, facts } = await toldRiver()
  const { ground, clock } = river
  const check = async () => {
    for (const scope of [PLATFORM, "org_one", UNOWNED]) {
      const its = facts.filter(({ body }) => scope === PLATFORM || (body.data.org ?? UNOWNED) === scope)
      for (const filter of FILTERS) {
        const found: { id: string; at: Instant }[] = []
        let after: FactPlace | undefined
        do {
          const page = await listFacts(ground, {
            ...{ kind: generationCube, scope, from: instant(msOf(NOW) - 4 * DAY_MS), to: NOW, limit: 30, after },
            filter: { matches: generationMatches(filter), mayHold: generationMayHold(filter) },
          })
          found.push(...page.facts)
          after = page.next
        } while (after)
        expect(
          found.map(({ id }) => id),
          JSON.stringify({ scope, filter }),
        ).toEqual(its.filter(generationMatches(filter)).map(({ id }) => id))
      }
      for (const from of [instant(msOf(NOW) - 4 * DAY_MS), instant(msOf(NOW) - 25 * 3_600_123)]) {
        const cubes = await cubesBetween(ground, generationCube, { scope, zone: "UTC" }, from, NOW)
        const all = generationsOf(generationCube.merge(cubes))
        expect(all).toEqual(generationsOf(generationCube.fold(its.filter(({ at }) => at >= from))))
      }
    }
  }
  await check()
  const namedIn = river.model.rows().flatMap(({ kind, pk }) => (kind === "name" ? pk : []))
  expect(new Set(namedIn)).toEqual(new Set(["names#org_one", "names#org_two", `names#${PLATFORM}`]))
  for (let minute = 1; minute <= 10; minute++) {
    clock.now = instant(msOf(NOW) + minute * MINUTE_MS)
    await close(ground)
    await river.flow()
  }
  await check()
})
