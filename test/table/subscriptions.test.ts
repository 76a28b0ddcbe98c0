import { expect, test } from "vitest"
import { addDays, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { keptSubscriptions } from "../../functions/table/subscriptions.ts"
import { change, start } from "../support/book.ts"
import type { Told } from "../support/stripe-object.ts"
import { machine } from "./machine.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const COUNT = 1_000

test("a list that was read whole reads only what was written since, and shows every change", async () => {
  const it = machine(NOW)
  const tell = async (events: readonly Told[]) => {
    for (const one of events) await receive(it.model.db, async () => {}, Buffer.from(JSON.stringify(one)), it.clock.now)
    await it.flow()
  }
  const read = async () => {
    const before = it.model.meter.readUnits
    const { kept } = await keptSubscriptions(it.ground, "live")
    return { kept, units: it.model.meter.readUnits - before }
  }
  const later = (ms: number) => {
    it.clock.now = instant(msOf(it.clock.now) + ms)
  }
  const mrrOf = (kept: Awaited<ReturnType<typeof read>>["kept"], id: string) =>
    kept.find(({ subscriptionId }) => subscriptionId === id)?.worth.at(-1)?.mrrCents

  await tell(Array.from({ length: COUNT }, (_, nth) => start(`c${nth}`, addDays("2025-06-01", nth % 200))))
  later(2 * MINUTE_MS)
  const whole = await read()
  expect(whole.kept).toHaveLength(COUNT)
  expect(whole.units).toBeGreaterThan(20)
  expect((await read()).units).toBeLessThanOrEqual(1)

  later(2 * MINUTE_MS)
  await tell([change("c7", "2026-03-20", 4_700), start("new", "2026-03-20", 900)])
  later(11_000)
  const changed = await read()
  expect(changed.units).toBeLessThanOrEqual(2)
  expect(changed.kept).toHaveLength(COUNT + 1)
  expect([mrrOf(changed.kept, "sub_c7"), mrrOf(changed.kept, "sub_new")]).toEqual([4_700, 900])

  // What was written before that reading, and came to the index after it.
  later(-20_000)
  await tell([change("c8", "2026-03-20", 4_800)])
  later(31_000)
  expect(mrrOf((await read()).kept, "sub_c8")).toBe(4_800)

  await it.model.db.write({ remove: { pk: "subscriptions#live", sk: "sub_c9" } })
  later(31 * MINUTE_MS)
  const again = await read()
  expect([again.kept.length, again.units > 20]).toEqual([COUNT, true])
})
