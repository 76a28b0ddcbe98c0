import { expect, test } from "vitest"
import { priceBookOf, priceCall } from "#shared/catalog/price-call.ts"
import { microsOfUsd } from "#shared/money.ts"
import { catalogOf } from "../../infra/local/demo/catalog.ts"
import { history } from "../../infra/local/demo/history.ts"
import { seedCatalog } from "../../functions/table/seed.ts"
import { modelIdOf, wholeCatalog } from "../../functions/table/catalog.ts"
import { tableModel } from "../sim/model.ts"

const NOW = "2026-11-20T14:02:09.500Z"

test("the demo's calls cost what its catalog says, to the micro-dollar, and none names a model that is not in it", () => {
  const models = catalogOf(NOW).models.map((model) => ({ ...model, modelId: model.name }))
  const book = priceBookOf(models, [])
  const calls = history(NOW).events.filter(({ type }) => type === "usage.recorded")
  expect(calls.length).toBeGreaterThan(1_000)
  for (const { data, time } of calls) {
    const { inputCostUsd, outputCostUsd, cachedCostUsd, ...call } = data as Record<string, string>
    const told = [inputCostUsd, outputCostUsd, cachedCostUsd].map((usd) => microsOfUsd(String(usd)))
    const pricing = priceCall(book, call, new Date(time).toISOString())
    if (pricing.kind !== "priced") return expect.unreachable()
    const { call: priced } = pricing
    expect([priced.inputCostUsd, priced.outputCostUsd, priced.cachedCostUsd]).toEqual(told)
  }
})

test("the demo's catalog is kept once, under the ids that a command would give, and stays as somebody changed it", async () => {
  const { db, rows } = tableModel()
  await seedCatalog(db, catalogOf(NOW))
  const first = structuredClone(rows())
  await seedCatalog(db, catalogOf("2026-12-20T14:02:09.500Z"))
  expect(rows()).toEqual(first)
  expect(first).toHaveLength(7)
  const { models, discounts } = await wholeCatalog(db)
  for (const { modelId, providerId, name } of models) expect(modelId).toBe(modelIdOf(providerId, name))
  expect(discounts).toMatchObject([{ providerId: "quarry", modelId: modelIdOf("quarry", "slate-2-vision") }])
})
