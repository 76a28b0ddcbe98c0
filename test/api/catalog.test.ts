import { beforeEach, describe, expect, test } from "vitest"
import type { EndpointName } from "#shared/contract/contract.ts"
import { CONTRACT } from "#shared/contract/contract.ts"
import { catalogRoutes } from "../../functions/api/catalog.ts"
import { auditEntries } from "../../functions/table/audit-entry.ts"
import { askAsAdmin } from "../support/ask.ts"
import { machine } from "../table/machine.ts"

const NOW = "2026-03-05T14:02:00.000Z"
const SOONEST = "2026-03-05T14:17:00.000Z"
const LATER = "2026-04-01T00:00:00.000Z"
const PROVIDER = {
  ...{ providerId: "quarry", name: "Quarry", isEnabled: true },
  rateLimits: { requestsPerMinute: 60, tokensPerMinute: null },
}
const WISH = { contextWindowTokens: 200_000, features: ["vision", "tools", "tools"], plans: ["pro"], isAvailable: true }
const MODEL = { providerId: "quarry", name: "labs/slate-2", ...WISH }
const USD = { inputUsd: "2.50", outputUsd: "10", cachedUsd: "0.25" }
const MICROS = { inputMicrosPerMillion: 2_500_000, outputMicrosPerMillion: 10_000_000, cachedMicrosPerMillion: 250_000 }

let kept: ReturnType<typeof machine>
let ask: (
  name: EndpointName,
  body?: object,
  path?: Record<string, string>,
  key?: string,
  // oxlint-disable-next-line no-explicit-any
) => Promise<{ status: number; body: any }>
beforeEach(async () => {
  kept = machine(NOW)
  const admin = await askAsAdmin(kept.model.db)
  const routes = catalogRoutes(kept.ground)
  ask = (name, body, path = {}, key = crypto.randomUUID()) => {
    const { method, path: at } = CONTRACT[name]
    return admin(routes.find((one) => one.method === method && one.path === at)!, { body, path, key })
  }
})
const entries = async () => (await auditEntries(kept.model.db, "platform", 50)).entries

async function slate(): Promise<string> {
  await ask("createProvider", PROVIDER)
  return (await ask("createModel", MODEL)).body.modelId
}

describe("a provider", () => {
  test("is made once, changed over the version that was read, and each change is audited", async () => {
    expect(await ask("createProvider", PROVIDER)).toMatchObject({ status: 201, body: { ...PROVIDER, version: 1 } })
    expect((await ask("createProvider", PROVIDER)).status).toBe(201)
    expect(await ask("createProvider", { ...PROVIDER, name: "Other" })).toMatchObject({
      status: 409,
      body: { where: "providerId" },
    })
    const path = { providerId: "quarry" }
    const off = { name: "Quarry", isEnabled: false, rateLimits: PROVIDER.rateLimits }
    expect((await ask("saveProvider", { ...off, version: 1 }, path)).body).toMatchObject({
      isEnabled: false,
      version: 2,
    })
    expect((await ask("saveProvider", { ...off, version: 1 }, path)).body).toMatchObject({ version: 2 })
    expect(await ask("saveProvider", { ...off, name: "Late", version: 1 }, path)).toMatchObject({
      status: 409,
      body: { where: "version", wanted: expect.stringContaining("2 or a later one") },
    })
    expect((await ask("saveProvider", { ...off, version: 1 }, { providerId: "none" })).status).toBe(404)
    expect(await entries()).toMatchObject([
      { action: "provider.saved", before: { isEnabled: true }, after: { isEnabled: false } },
      { action: "provider.created", target: { kind: "provider", id: "quarry" }, before: null },
    ])
  })
})

describe("a model", () => {
  test("is of a provider that is there, made once by its name, and changed over the version that was read", async () => {
    expect(await ask("createModel", MODEL)).toMatchObject({ status: 422, body: { where: "providerId" } })
    const modelId = await slate()
    expect((await ask("createModel", MODEL)).body.modelId).toBe(modelId)
    expect(await ask("createModel", { ...MODEL, plans: [] })).toMatchObject({ status: 409, body: { where: "name" } })
    expect(await ask("createModel", { ...MODEL, name: "x", features: ["magic"] })).toMatchObject({
      status: 400,
      body: { where: "features.0", wanted: expect.stringContaining("tools") },
    })
    const path = { modelId }
    const saved = await ask("saveModel", { ...WISH, isAvailable: false, version: 1 }, path)
    expect(saved.body).toMatchObject({ isAvailable: false, features: ["tools", "vision"], version: 2, prices: [] })
    expect((await ask("saveModel", { ...WISH, version: 1 }, path)).status).toBe(409)
    expect((await ask("readCatalog")).body).toMatchObject({
      providers: [{ providerId: "quarry" }],
      models: [{ name: "labs/slate-2", version: 2 }],
      discounts: [],
    })
  })
})

describe("a price", () => {
  test("begins a quarter of an hour ahead or later, and is replaced or withdrawn only until then", async () => {
    const path = { modelId: await slate() }
    const early = { ...USD, version: 1, effectiveFrom: "2026-03-05T14:16:59.999Z" }
    expect(await ask("setPrice", early, path)).toMatchObject({
      status: 422,
      body: { where: "effectiveFrom", wanted: `an instant from ${SOONEST} on` },
    })
    const first = await ask("setPrice", { ...USD, version: 1 }, path)
    expect(first.body.prices).toEqual([{ effectiveFrom: SOONEST, ...MICROS }])
    const later = await ask("setPrice", { ...USD, inputUsd: "3", version: 2, effectiveFrom: LATER }, path)
    expect(later.body.prices).toHaveLength(2)
    const replaced = await ask("setPrice", { ...USD, inputUsd: "2.000001", version: 3, effectiveFrom: LATER }, path)
    expect(replaced.body.prices[1].inputMicrosPerMillion).toBe(2_000_001)
    kept.clock.now = "2026-03-05T14:05:00.000Z"
    expect((await ask("withdrawPrice", { version: 4, effectiveFrom: SOONEST }, path)).status).toBe(422)
    expect((await ask("setPrice", { ...USD, version: 4, effectiveFrom: SOONEST }, path)).status).toBe(422)
    const left = await ask("withdrawPrice", { version: 4, effectiveFrom: LATER }, path)
    expect(left.body.prices).toEqual([{ effectiveFrom: SOONEST, ...MICROS }])
    expect((await ask("withdrawPrice", { version: 5, effectiveFrom: LATER }, path)).status).toBe(404)
    expect((await entries()).slice(0, 4)).toMatchObject([
      { action: "model.priceWithdrawn", before: { effectiveFrom: LATER }, after: null },
      {
        action: "model.priceSet",
        before: { inputMicrosPerMillion: 3_000_000 },
        after: { inputMicrosPerMillion: 2_000_001 },
      },
      { action: "model.priceSet", before: null, after: { name: "labs/slate-2", effectiveFrom: LATER } },
      { action: "model.priceSet", before: null, after: { effectiveFrom: SOONEST } },
    ])
  })

  test("that was asked for again is the same, and what somebody else saved since stays", async () => {
    const path = { modelId: await slate() }
    for (const wish of [
      { ...USD, version: 1 },
      { ...USD, version: 1 },
    ])
      expect(await ask("setPrice", wish, path)).toMatchObject({ status: 200, body: { version: 2 } })
    expect(await ask("setPrice", { ...USD, inputUsd: "9", version: 1 }, path)).toMatchObject({
      status: 409,
      body: { where: "version" },
    })
    expect((await entries()).filter(({ action }) => action === "model.priceSet")).toHaveLength(1)
  })

  test.each(["1000.000001", "-1", "2,5", "0.0000001", "", "free"])("is not %s", async (inputUsd) => {
    const path = { modelId: await slate() }
    expect(await ask("setPrice", { ...USD, inputUsd, version: 1 }, path)).toMatchObject({
      status: 400,
      body: { where: "inputUsd", wanted: expect.stringContaining("like 2.50") },
    })
  })
})

describe("a usage discount", () => {
  const wish = { name: "Spring", providerId: "quarry", percent: "12.5" }

  test("is made once for each idempotency key, from a quarter of an hour ahead on", async () => {
    const modelId = await slate()
    const made = await ask("createUsageDiscount", { ...wish, modelId }, {}, "spring_one")
    expect(made).toMatchObject({
      status: 201,
      body: { percentHundredths: 1_250, validFrom: SOONEST, validTo: null, modelId, createdBy: { isStaff: true } },
    })
    expect((await ask("createUsageDiscount", { ...wish, modelId }, {}, "spring_one")).body).toEqual(made.body)
    expect(await ask("createUsageDiscount", wish, {}, "spring_one")).toMatchObject({
      status: 409,
      body: { where: "Idempotency-Key" },
    })
    expect((await ask("readCatalog")).body.discounts).toHaveLength(1)
  })

  test.each([
    [{ validFrom: "2026-03-05T14:16:00.000Z" }, 422, "validFrom"],
    [{ validFrom: LATER, validTo: LATER }, 422, "validTo"],
    [{ providerId: "none" }, 422, "providerId"],
    [{ modelId: "none" }, 422, "modelId"],
    [{ percent: "100.01" }, 400, "percent"],
  ])("with %o is refused, with the field", async (more, status, where) => {
    await slate()
    expect(await ask("createUsageDiscount", { ...wish, ...more })).toMatchObject({ status, body: { where } })
  })

  test("is ended a quarter of an hour ahead once it has begun, and never begins where it has not", async () => {
    await slate()
    const { discountId } = (await ask("createUsageDiscount", wish)).body
    const coming = (await ask("createUsageDiscount", { ...wish, validFrom: LATER })).body
    kept.clock.now = "2026-03-06T00:00:00.000Z"
    const ended = await ask("endUsageDiscount", {}, { discountId })
    expect(ended.body.validTo).toBe("2026-03-06T00:15:00.000Z")
    kept.clock.now = "2026-03-07T00:00:00.000Z"
    expect((await ask("endUsageDiscount", {}, { discountId })).body).toEqual(ended.body)
    expect((await ask("endUsageDiscount", {}, { discountId: coming.discountId })).body.validTo).toBe(LATER)
    expect((await ask("endUsageDiscount", {}, { discountId: "none" })).status).toBe(404)
    expect((await entries()).slice(0, 2)).toMatchObject([
      { action: "usageDiscount.ended", before: { percent: "12.5", validTo: null }, after: { validTo: LATER } },
      { action: "usageDiscount.ended", target: { kind: "usageDiscount", id: discountId } },
    ])
  })
})
