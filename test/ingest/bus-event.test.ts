import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { DAY_MS } from "#shared/time.ts"
import { type BusEvent, keepBusEvent } from "../../functions/ingest/bus-event.ts"
import type { Db, Write } from "../../functions/table/db.ts"
import { newestTellings, type SegmentRow, unpackFacts } from "../../functions/table/segment.ts"

const at = "2026-11-20T14:02:00.000Z"
const clock = { business: at, machine: at, due: at, factLifeMs: 35 * DAY_MS }
const logged: string[] = []
const segments = new Map<string, SegmentRow>()
beforeEach(() => {
  logged.length = 0
  segments.clear()
  vi.spyOn(console, "error").mockImplementation((line: string) => void logged.push(line))
})
afterEach(() => vi.restoreAllMocks())

const db = {
  write: async (write: Write) => {
    if (!("put" in write) || write.put.kind !== "segment") return "done"
    const name = `${write.put.pk} ${write.put.sk}`
    if (segments.has(name)) return "refused"
    segments.set(name, write.put as SegmentRow)
    return "done"
  },
  getMany: async () => [],
  query: async () => ({ rows: [] }),
} as unknown as Db

let nth = 0
const put = (type: string, detail: Record<string, unknown>, second = 0) =>
  keepBusEvent(
    db,
    {
      id: `bus-${++nth}`,
      source: "product.shop",
      "detail-type": type,
      time: `2026-11-20T14:00:${String(second).padStart(2, "0")}Z`,
      detail,
    } as BusEvent,
    7 * DAY_MS,
    clock,
    (handle) => `u_${handle}`,
  )
const facts = () => newestTellings([...segments.values()].flatMap(({ packed }) => unpackFacts(packed)))

describe("what comes from the bus", () => {
  test("is logged and thrown when it is refused, so that it ends among the dead letters", async () => {
    const wrong = put("usage.recorded", { org: "org_1", inputTokens: "many" })
    await expect(wrong).rejects.toThrow(/of product\.shop was refused: data\.inputTokens/)
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: "ERROR",
        type: "usage.recorded",
        reason: expect.stringContaining("inputTokens"),
      }),
    ])
    expect(logged.join()).not.toContain("many")
    expect(segments.size).toBe(0)
  })

  test("is one fact however often the product repeats it, when it has an id of its own", async () => {
    const use = { id: "call_1", org: "org_1", inputTokens: 5 }
    await put("usage.recorded", use)
    await put("usage.recorded", use)
    await put("usage.recorded", { inputTokens: 5, org: "org_1", id: "call_1" }, 3)
    expect(facts()).toHaveLength(1)
  })

  test("is a fact each time, when it has none", async () => {
    for (let time = 0; time < 2; time++) await put("usage.recorded", { org: "org_1", inputTokens: 5 })
    expect(facts()).toHaveLength(2)
  })

  test("is news when something else is said of the same thing, within one second too", async () => {
    await put("organization.updated", { id: "org_1", plan: "pro" })
    await put("organization.updated", { id: "org_1", name: "One" })
    await put("record.created", { id: "1", model: "Job" })
    await put("record.created", { id: "1", model: "Invoice" })
    expect(facts()).toHaveLength(4)
  })
})
