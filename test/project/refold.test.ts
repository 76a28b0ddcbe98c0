import { expect, test } from "vitest"
import { close, tend } from "../../functions/project/close.ts"
import { seriesKey } from "../../functions/table/bucket.ts"
import { enlistCustomer } from "../../functions/table/customer.ts"
import type { Db, Row } from "../../functions/table/db.ts"
import { markBuckets } from "../../functions/table/fold.ts"
import { DEFAULT_SETTINGS, settingsUpdate } from "../../functions/table/settings.ts"
import { groundOf } from "../sim/ground.ts"
import { tableModel } from "../sim/model.ts"

const NOW = Date.parse("2026-11-20T13:07:00.000Z")
const at = new Date(NOW).toISOString()
const SETTINGS = { pk: "settings", sk: "general" }

async function manyCustomers(count: number) {
  const model = tableModel()
  const around = { files: new Map(), kinds: ["revenue", "signups"], zoneOf: () => "UTC", followsSettings: true }
  const writes: string[] = []
  const db: Db = {
    ...model.db,
    write: (write) => {
      if ("update" in write) writes.push(`${write.update.pk} ${write.update.sk}`)
      return model.db.write(write)
    },
  }
  const ground = groundOf({ db, nowMs: () => NOW + 5_000, step: async (_, apply) => apply() }, around)
  for (let nth = 0; nth < count; nth++)
    await enlistCustomer(db, { mode: nth % 3 === 0 ? "test" : "live", customerId: `cus_${nth}` })
  const save = (over: number, zone: string) =>
    model.db.write(
      settingsUpdate(
        { ...DEFAULT_SETTINGS, reportingZone: zone },
        over,
        at === undefined ? undefined : { of: "everything", at },
      ),
    )
  const marks = () =>
    model
      .rows()
      .filter((row: Row) => row.kind === "customerControl")
      .map((row) => Number(row["dirty"]))
  const settings = () => model.db.get(SETTINGS, { strong: true })
  return { ground, db, model, writes, save, marks, settings }
}

test("a refold is done in slices, goes on where it stopped, and marks everybody once", async () => {
  const { ground, save, marks, settings } = await manyCustomers(1_000)
  await save(0, "Europe/Berlin")
  let slices = 0
  const stage = async () => String((await settings())?.["refoldReached"])
  for (let before = -1; !(await stage()).includes('"folded"'); slices++) {
    await tend(ground, SETTINGS)
    expect(marks().length - Math.max(before, 0)).toBeLessThanOrEqual(200)
    before = marks().length
    expect(slices).toBeLessThan(30)
  }
  expect(slices).toBeGreaterThan(5)
  // It is over when everybody who was marked is folded.
  await tend(ground, SETTINGS)
  expect((await settings())?.gsi2pk).toBeDefined()
  await close(ground)
  expect((await settings())?.gsi2pk).toBeUndefined()
  expect(marks()).toEqual(Array(1_000).fill(1))
})

test("each hour's day is marked in the new zone", async () => {
  const { ground, db, model, save } = await manyCustomers(0)
  const hours = ["2026-01-01T22", "2026-01-01T23", "2026-11-19T12"]
  for (const start of hours.map((hour) => `${hour}:00`))
    await markBuckets(ground, [{ kind: "signups", scope: "platform", level: "hour", zone: "", start }])
  await save(0, "Europe/Berlin")
  for (let slice = 0; slice < 10; slice++) await tend(ground, SETTINGS)
  const days = await db.query({
    pk: seriesKey({ kind: "signups", scope: "platform", level: "day", zone: "Europe/Berlin" }),
  })
  expect(days.rows.map(({ sk }) => sk)).toEqual(["2026-01-01~c", "2026-01-02~c", "2026-11-19~c"])
  expect(model.rows().find(({ pk }) => pk === "settings")?.["refold"]).toBeUndefined()
})

test("a refold that was asked for while another was being done is done from the beginning", async () => {
  const { ground, save, marks, settings } = await manyCustomers(300)
  await save(0, "Europe/Berlin")
  for (let slice = 0; slice < 5; slice++) await tend(ground, SETTINGS)
  const marked = marks().length
  expect(marked).toBeGreaterThan(0)
  // The second change is saved between what a slice reads and what it notes.
  const { db } = ground
  const racing = groundOf(
    {
      db: {
        ...db,
        query: async (query) => {
          const found = await db.query(query)
          if (query.pk.startsWith("customers#")) await save(1, "Asia/Tokyo")
          return found
        },
      },
      nowMs: () => NOW,
      step: async (_, apply) => apply(),
    },
    { files: new Map(), kinds: ["revenue", "signups"], zoneOf: () => "UTC", followsSettings: true },
  )
  await tend(racing, SETTINGS)
  for (let slice = 0; slice < 30; slice++) await tend(ground, SETTINGS)
  await close(ground)
  expect((await settings())?.gsi2pk).toBeUndefined()
  expect(marks()).toHaveLength(300)
  expect(marks().filter((times) => times > 1).length).toBeGreaterThanOrEqual(marked)
})

test("other work does not wait for a refold", async () => {
  const { ground, writes, save } = await manyCustomers(900)
  await save(0, "Europe/Berlin")
  const buckets = Array.from({ length: 12 }, (_, hour) => {
    const start = `2026-11-20T${String(hour).padStart(2, "0")}:00`
    return { kind: "signups", scope: "platform", level: "hour", zone: "", start } as const
  })
  const around = { files: new Map(), kinds: ["signups"], zoneOf: () => "UTC" }
  await markBuckets(groundOf({ db: ground.db, nowMs: () => NOW, step: async (_, apply) => apply() }, around), buckets)
  writes.length = 0
  await close(ground)
  const folded = buckets.map((bucket) => writes.indexOf(`${seriesKey(bucket)} ${bucket.start}~c`))
  const marked = writes.flatMap((key, place) => (/^customer#.* control$/.test(key) ? [place] : []))
  expect(Math.min(...folded)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...folded)).toBeLessThan(marked[0]!)
  expect(marked.length).toBeGreaterThanOrEqual(1_800)
  // Each slice is folded before the next is marked.
  expect(new Set(marked.slice(0, 400).map((place) => writes[place])).size).toBe(200)
})
