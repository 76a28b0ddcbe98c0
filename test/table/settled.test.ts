import { expect, test } from "vitest"
import { HOUR_MS, instant, MINUTE_MS, msOf, SECOND_MS } from "#shared/time.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { close } from "../../functions/project/close.ts"
import { cubesBetween } from "../../functions/table/cubes.ts"
import type { Query } from "../../functions/table/db.ts"
import { event, machine } from "./machine.ts"

const MINUTE = "2026-11-20T14:02:00.000Z"
const after = (ms: number) => instant(msOf(MINUTE) + ms)
const call = () => event("usage.recorded", after(20 * SECOND_MS), { org: "org_one", inputTokens: 1 })

function river() {
  const it = machine(after(30 * SECOND_MS))
  const queries: Query[] = []
  const db = { ...it.ground.db, query: (query: Query) => (queries.push(query), it.ground.db.query(query)) }
  /** How many calls of the hour a reader finds, and whether it read facts for them. */
  const read = async (ms: number) => {
    it.clock.now = after(ms)
    queries.length = 0
    const [from, to] = [after(-HOUR_MS), after(HOUR_MS)]
    const cubes = await cubesBetween({ ...it.ground, db }, usageCube, { scope: "org_one", zone: "" }, from, to)
    const requests = cubes.reduce((sum, cube) => sum + usageOf(cube).all.requests, 0)
    const factQueries = queries.filter(({ pk, sk }) => pk.startsWith("fact#") && JSON.stringify(sk).includes("T14:02"))
    return { requests, fromFacts: factQueries.length > 0 }
  }
  return { ...it, read }
}

test("a minute is read from its facts until it is folded and over for two minutes, then from its cube", async () => {
  const { send, flow, ground, clock, read } = river()
  await send([call()])
  await flow()
  expect(await read(40 * SECOND_MS)).toEqual({ requests: 1, fromFacts: true })
  clock.now = after(63 * SECOND_MS)
  await close(ground)
  expect(await read(2.5 * MINUTE_MS)).toEqual({ requests: 1, fromFacts: true })
  expect(await read(3 * MINUTE_MS)).toEqual({ requests: 1, fromFacts: false })
})

test("a late call is found at once where its mark stands, and a minute that nobody folded is read from its facts", async () => {
  const { send, flow, ground, clock, read } = river()
  await send([call()])
  await flow()
  expect(await read(4 * MINUTE_MS)).toEqual({ requests: 1, fromFacts: true })
  clock.now = after(4 * MINUTE_MS)
  await close(ground)
  expect(await read(4 * MINUTE_MS)).toEqual({ requests: 1, fromFacts: false })
  await send([call()])
  await flow()
  expect(await read(4 * MINUTE_MS)).toEqual({ requests: 2, fromFacts: true })
})
