import { expect, test } from "vitest"
import { mergeRevenue, type Revenue } from "#shared/revenue/day-cube.ts"
import { instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { close } from "../../functions/project/close.ts"
import { byStart, seriesKey } from "../../functions/table/bucket.ts"
import { cubeOf } from "../../functions/table/cube-file.ts"
import { type Db, queryAll } from "../../functions/table/db.ts"
import { keptSubscriptions } from "../../functions/table/subscriptions.ts"
import { start } from "../support/book.ts"
import { machine } from "./machine.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const COUNT = 1_001

/** The table with pages that are over after a hundred rows, as those of a megabyte are. */
const shortPaged = (db: Db): Db => ({
  ...db,
  query: (query) => db.query({ ...query, limit: Math.min(query.limit ?? 100, 100) }),
})

test.each([
  ["of one customer each", (nth: number) => `cus_${nth}`],
  ["of one customer", () => "cus_all"],
])("1,001 subscriptions %s all stand in the list and in MRR, though no page of the table holds them", async (_, of) => {
  const { model, clock, ground, flow } = machine(NOW)
  ground.db = shortPaged(model.db)
  for (let nth = 0; nth < COUNT; nth++) {
    const event = start(`n${nth}`, "2026-03-02", 1_000, "usd", { customer: of(nth) })
    await receive(model.db, async () => expect.unreachable(), Buffer.from(JSON.stringify(event)), NOW)
  }
  await flow()
  for (let minute = 1; minute <= 6; minute++) {
    clock.now = instant(msOf(NOW) + minute * MINUTE_MS)
    await close(ground)
    await flow()
  }
  const { kept } = await keptSubscriptions(ground, "live")
  expect(new Set(kept.map(({ subscriptionId }) => subscriptionId)).size).toBe(COUNT)
  const series = { kind: "revenue", scope: "live", level: "day", zone: "UTC" } as const
  const days = byStart(await queryAll(ground.db, { pk: seriesKey(series), strong: true }))
  const cubes = await Promise.all([...days.values()].flatMap(({ cube }) => (cube ? [cubeOf(ground, cube)] : [])))
  const { currencies, earning } = mergeRevenue(cubes as Revenue[])
  expect([currencies["usd"]?.rise.mrrCents, earning]).toEqual([COUNT * 1_000, COUNT])
})
