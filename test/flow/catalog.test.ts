import { afterAll, beforeAll, expect, test } from "vitest"
import { MINUTE_MS } from "#shared/time.ts"
import { callAws } from "../../functions/runtime/aws.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const [SUPPORT, VIEWER] = ["support@demo.test", "viewer@demo.test"]

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const command = async (method: "POST" | "PUT", path: string, body: object, as = ADMIN) =>
  river.call(method, `/api/catalog/${path}`, { as, body, headers: { "idempotency-key": crypto.randomUUID() } })
const catalog = (headers: Record<string, string> = {}, key = "wbk_local") =>
  river.call("GET", "/v1/catalog", { headers: { authorization: `Bearer ${key}`, ...headers } })

const WISH = { contextWindowTokens: 200_000, features: ["tools"], plans: ["pro", "enterprise"], isAvailable: true }
const PROVIDER = { name: "Quarry", isEnabled: true, rateLimits: { requestsPerMinute: 60, tokensPerMinute: null } }

test("a model, its price and a discount are set by an admin; from then on calls cost that, and the product reads it", async () => {
  for (const who of [SUPPORT, VIEWER]) {
    expect((await command("POST", "providers", { providerId: "quarry", ...PROVIDER }, who)).status).toBe(403)
    expect((await river.call("GET", "/api/catalog", { as: who })).status).toBe(200)
  }
  expect((await command("POST", "providers", { providerId: "quarry", ...PROVIDER })).status).toBe(201)
  const made = await command("POST", "models", { providerId: "quarry", name: "labs/slate-2", ...WISH })
  const usd = { inputUsd: "2.50", outputUsd: "10", cachedUsd: "0.25" }
  const priced = await command("POST", `models/${made.body.modelId}/prices`, { ...usd, version: 1 })
  expect(priced.body.prices).toMatchObject([{ effectiveFrom: "2026-11-20T14:17:00.000Z" }])
  const discount = { name: "Spring", providerId: "quarry", percent: "12.5" }
  const { discountId } = (await command("POST", "discounts", discount)).body
  await river.advance(20 * MINUTE_MS)

  const call = (time: string, more: object = {}) =>
    cloudEvent("usage.recorded", time, {
      ...{ org: "org_a", provider: "quarry", model: "labs/slate-2", inputTokens: 1_000, outputTokens: 100, ...more },
    })
  const [before, after, told] = [
    call("2026-11-20T14:16:59.999Z"),
    call("2026-11-20T14:17:00.000Z"),
    call("2026-11-20T14:18:00.000Z", { inputCostUsd: "1.00" }),
  ]
  const organization = cloudEvent("organization.created", NOW, { id: "org_a", name: "A" })
  expect((await river.events([organization, before, after, told])).body).toMatchObject({ accepted: 4 })
  expect((await river.events([after])).body).toMatchObject({ rejected: [] })
  await river.settled()
  const metrics = await river.call("GET", "/api/organizations/org_a/metrics?window=1h", { as: ADMIN })
  expect(metrics.body.totals.cost).toMatchObject({
    inputMicros: 1_002_500,
    discountMicros: 438,
    totalMicros: 1_003_062,
  })
  const logs = (await river.call("GET", "/api/organizations/org_a/logs", { as: ADMIN })).body.items
  expect(logs.map((log: { costMicros: number }) => log.costMicros)).toEqual([1_000_000, 3_062, 0])
  const detail = await river.call("GET", `/api/organizations/org_a/logs/${logs[1].requestId}`, { as: ADMIN })
  expect(detail.body).toMatchObject({
    costs: { input: { micros: 2_500 }, output: { micros: 1_000 }, discount: { micros: 438 } },
    more: { pricedBy: "catalog", priceFrom: "2026-11-20T14:17:00.000Z", usageDiscount: discountId },
  })
})

test("a provider's default key is kept where Secrets Manager is, and no answer and no audit entry tells it", async () => {
  expect((await command("POST", "providers/quarry/key", { key: "sk-flow-1" }, SUPPORT)).status).toBe(403)
  const set = await command("POST", "providers/quarry/key", { key: "sk-flow-1" })
  expect(set.body).toMatchObject({ defaultKey: { setBy: { name: "Ines Okafor" } } })
  expect((await command("POST", "providers/quarry/key", { key: "sk-flow-2" })).status).toBe(200)
  const asked = JSON.stringify({ SecretId: "watchbill/provider-keys/quarry" })
  const kept = await callAws("secretsmanager", "secretsmanager.GetSecretValue", asked)
  expect(JSON.parse((JSON.parse(kept) as { SecretString: string }).SecretString)).toEqual({ apiKey: "sk-flow-2" })
  const audit = await river.call("GET", "/api/audit?action=provider.keyGiven", { as: ADMIN })
  expect(audit.body.items).toHaveLength(2)
  const read = await river.call("GET", "/api/catalog", { as: ADMIN })
  expect(JSON.stringify([set.body, audit.body, read.body, (await catalog()).body])).not.toContain("sk-flow")
})

test("the catalog's door asks for a key, says the same under the same tag, and tells no more of a price that is over", async () => {
  expect((await catalog({}, "wbk_wrong")).status).toBe(401)
  await river.advance(2 * MINUTE_MS)
  const first = await catalog()
  expect(first).toMatchObject({
    status: 200,
    body: {
      providers: [{ id: "quarry", name: "Quarry", isEnabled: true, rateLimits: PROVIDER.rateLimits }],
      models: [
        {
          ...{ provider: "quarry", name: "labs/slate-2", isAvailable: true, contextWindowTokens: 200_000 },
          ...{ features: ["tools"], plans: ["pro", "enterprise"] },
          prices: [{ effectiveFrom: "2026-11-20T14:17:00.000Z", inputMicrosPerMillion: 2_500_000 }],
        },
      ],
    },
  })
  const tag = first.headers.get("etag")!
  expect(tag).toMatch(/^"[\da-f]{32}"$/)
  for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"])
    expect(await catalog({ "if-none-match": known })).toMatchObject({ status: 304, body: "" })
  expect((await catalog({ "if-none-match": '"other"' })).status).toBe(200)

  const { models } = (await river.call("GET", "/api/catalog", { as: ADMIN })).body
  const { modelId, version } = models[0]
  const next = { inputUsd: "3", outputUsd: "12", cachedUsd: "0.3", effectiveFrom: "2026-11-21T00:00:00.000Z" }
  expect((await command("POST", `models/${modelId}/prices`, { ...next, version })).status).toBe(200)
  await command("PUT", "providers/quarry", { ...PROVIDER, isEnabled: false, version: 1 })
  await river.advance(2 * MINUTE_MS)
  const changed = await catalog({ "if-none-match": tag })
  expect(changed.body.models[0]).toMatchObject({
    isAvailable: false,
    prices: [{}, { inputMicrosPerMillion: 3_000_000 }],
  })
  await river.advance(12 * 60 * MINUTE_MS)
  expect((await catalog()).body.models[0].prices).toMatchObject([{ inputMicrosPerMillion: 3_000_000 }])
})
