import { expect, test } from "vitest"
import type { Model } from "#shared/contract/catalog.ts"
import { modelSaved } from "../../functions/table/catalog.ts"
import type { SegmentRow } from "../../functions/table/segment.ts"
import { unpackFacts } from "../../functions/table/segment.ts"
import { event, machine } from "../table/machine.ts"

const NOW = "2026-03-05T14:02:00.000Z"
const SLATE: Model = {
  ...{ modelId: "slate", providerId: "quarry", name: "slate-2", contextWindowTokens: null, features: [], plans: [] },
  ...{ isAvailable: true, version: 1 },
  prices: [
    {
      ...{ effectiveFrom: "2026-03-01T00:00:00.000Z", inputMicrosPerMillion: 2_500_000 },
      ...{ outputMicrosPerMillion: 10_000_000, cachedMicrosPerMillion: 250_000 },
    },
  ],
}
const call = (more: object = {}) =>
  event("usage.recorded", "2026-03-05T14:01:00.000Z", {
    ...{ org: "org_a", provider: "quarry", model: "slate-2", inputTokens: 1_000, outputTokens: 10, ...more },
  })

async function priced() {
  const kept = machine(NOW)
  let queries = 0
  const { db } = kept.model
  const query = db.query.bind(db)
  db.query = (asked) => {
    if (asked.pk === "catalog") queries++
    return query(asked)
  }
  const save = (model: Model) => db.transact([modelSaved(model)])
  const facts = () =>
    kept.model
      .rows()
      .filter(({ kind }) => kind === "segment")
      .flatMap((row) => unpackFacts((row as SegmentRow).packed))
      .map(({ data }) => data)
  return { ...kept, save, facts, queries: () => queries }
}

test("calls that tell no cost are kept with what they cost; told costs, and what has no price, as they came", async () => {
  const { save, send, facts } = await priced()
  await save(SLATE)
  await send([call(), call({ inputCostUsd: "0.000001" }), call({ model: "unheard-of" })])
  expect(facts()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        ...{ inputCostUsd: 2_500, outputCostUsd: 100, cachedCostUsd: 0, discountUsd: 0 },
        ...{ pricedBy: "catalog", priceFrom: "2026-03-01T00:00:00.000Z" },
      }),
      expect.objectContaining({ inputCostUsd: 1 }),
      expect.objectContaining({ model: "unheard-of" }),
    ]),
  )
  expect(facts().filter((data) => "pricedBy" in data)).toHaveLength(1)
  expect(facts().filter((data) => "inputCostUsd" in data)).toHaveLength(2)
})

test("a repeat is the same fact, also after another price was set; it is read once a minute", async () => {
  const { save, send, facts, queries, clock } = await priced()
  await save(SLATE)
  const told = call()
  await send([told, call()])
  await send([call()])
  expect(queries()).toBe(1)
  const later = { ...SLATE.prices[0]!, effectiveFrom: "2026-03-05T14:30:00.000Z", inputMicrosPerMillion: 9_000_000 }
  await save({ ...SLATE, prices: [...SLATE.prices, later], version: 2 })
  clock.now = "2026-03-06T00:00:00.000Z"
  const next = { ...call(), time: "2026-03-05T23:59:00.000Z" }
  await send([told, next])
  expect(queries()).toBe(2)
  const of = (cost: number) => facts().filter(({ inputCostUsd }) => inputCostUsd === cost)
  expect(of(9_000)).toHaveLength(1)
  expect(facts().length - of(9_000).length).toBe(of(2_500).length)
})

test("nobody is believed who says that the catalog priced it, and a request without such calls reads no catalog", async () => {
  const { send, facts, queries } = await priced()
  const own = { pricedBy: "catalog", priceFrom: NOW, usageDiscount: "d" }
  await send([call({ ...own, inputCostUsd: "1" }), event("log.written", NOW, { level: "info", message: "x" })])
  expect(queries()).toBe(0)
  expect(facts().some((data) => "pricedBy" in data || "priceFrom" in data || "usageDiscount" in data)).toBe(false)
})
