import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { catalogRoutes } from "../../functions/api/catalog.ts"
import { auditEntries } from "../../functions/table/audit-entry.ts"
import { CONTRACT } from "#shared/contract/contract.ts"
import { askAs } from "../support/ask.ts"
import { machine } from "../table/machine.ts"

const NOW = "2026-03-05T14:02:00.000Z"
const PROVIDER = {
  ...{ providerId: "quarry", name: "Quarry", isEnabled: true },
  rateLimits: { requestsPerMinute: null, tokensPerMinute: null },
}
const path = { providerId: "quarry" }

/** Secrets Manager's answers to what keeps a secret, and what it was asked. */
const asked: { action: string; input: Record<string, string> }[] = []
const versions = new Map<string, Map<string, string>>()
let isDown = false
const refusal = (name: string) => Response.json({ __type: name, message: name }, { status: 400 })

beforeEach(() => {
  asked.length = 0
  versions.clear()
  isDown = false
  vi.stubEnv("SECRETS_PROVIDERS", "watchbill/provider-keys")
  vi.stubGlobal("fetch", async (_: string, { headers, body }: { headers: Headers; body: string }) => {
    const action = new Headers(headers).get("x-amz-target")!.split(".")[1]!
    const input = JSON.parse(body) as Record<string, string>
    asked.push({ action, input })
    if (isDown) return refusal("AccessDeniedException")
    const name = (input["SecretId"] ?? input["Name"])!
    if (action === "PutSecretValue" && !versions.has(name)) return refusal("ResourceNotFoundException")
    const known = versions.get(name) ?? new Map<string, string>()
    const [token, text] = [input["ClientRequestToken"]!, input["SecretString"]!]
    if (known.has(token) && known.get(token) !== text) return refusal("ResourceExistsException")
    versions.set(name, known.set(token, text))
    return Response.json({ Name: name, VersionId: token })
  })
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

async function served() {
  const { model, ground } = machine(NOW)
  const as = async (personId: string) => {
    const ask = await askAs(model.db, { personId, staffRole: "admin", memberships: {} })
    return (name: "createProvider" | "setProviderKey" | "readCatalog", body: object | undefined, key = "wish_one") => {
      const { method, path: at } = CONTRACT[name]
      const route = catalogRoutes(ground).find((one) => one.method === method && one.path === at)!
      return ask(route, { body, path: name === "setProviderKey" ? path : {}, key })
    }
  }
  const ines = await as("ines")
  await ines("createProvider", PROVIDER)
  const given = async () =>
    (await auditEntries(model.db, "platform", 10)).entries.filter(({ action }) => action === "provider.keyGiven")
  return { model, ines, as, given }
}
const held = () => [...(versions.get("watchbill/provider-keys/quarry")?.values() ?? [])]

test("a key is kept in Secrets Manager alone; the console says who set it and when", async () => {
  const { model, ines, given } = await served()
  const set = await ines("setProviderKey", { key: "sk-very-secret" })
  expect(set).toMatchObject({ status: 200, body: { defaultKey: { setBy: { name: "ines", isStaff: true } } } })
  expect(asked.map(({ action }) => action)).toEqual(["PutSecretValue", "CreateSecret"])
  expect(asked[1]!.input).toMatchObject({
    Name: "watchbill/provider-keys/quarry",
    SecretString: '{"apiKey":"sk-very-secret"}',
  })
  expect(asked[1]!.input["ClientRequestToken"]).toMatch(/^[\da-f]{64}$/)
  const { providers } = (await ines("readCatalog", undefined)).body
  expect(providers[0].defaultKey).toEqual(set.body.defaultKey)
  expect(JSON.stringify([set.body, providers, model.rows()])).not.toContain("very-secret")
  expect(await given()).toMatchObject([{ target: { kind: "provider", id: "quarry" }, before: null, after: null }])
  expect(asked.some(({ action }) => action.startsWith("Get"))).toBe(false)
})

test("a repeat changes nothing, the same idempotency key for another key is refused, and another one replaces it", async () => {
  const { ines, given } = await served()
  const first = await ines("setProviderKey", { key: "sk-1" })
  expect((await ines("setProviderKey", { key: "sk-1" })).body).toEqual(first.body)
  expect(await ines("setProviderKey", { key: "sk-2" })).toMatchObject({
    status: 409,
    body: { where: "Idempotency-Key" },
  })
  expect(held()).toEqual(['{"apiKey":"sk-1"}'])
  expect(await given()).toHaveLength(1)
  expect((await ines("setProviderKey", { key: "sk-2" }, "wish_two")).status).toBe(200)
  expect(held()).toEqual(['{"apiKey":"sk-1"}', '{"apiKey":"sk-2"}'])
  expect(await given()).toHaveLength(2)
})

test("a key that could not be kept is not said to be set; the same request again keeps it, and nobody else meanwhile", async () => {
  const { ines, as, given } = await served()
  isDown = true
  expect(await ines("setProviderKey", { key: "sk-1" })).toMatchObject({ status: 503 })
  expect((await ines("readCatalog", undefined)).body.providers[0].defaultKey).toBeNull()
  isDown = false
  const tom = await as("tom")
  expect(await tom("setProviderKey", { key: "sk-tom" })).toMatchObject({ status: 409, body: { where: "key" } })
  expect((await ines("setProviderKey", { key: "sk-1" })).body.defaultKey).not.toBeNull()
  expect(held()).toEqual(['{"apiKey":"sk-1"}'])
  expect(await given()).toHaveLength(1)
  expect((await tom("setProviderKey", { key: "sk-tom" })).body.defaultKey.setBy.name).toBe("tom")
})

test.each(["", "with space", "new\nline", "x".repeat(4_097), "schlüssel"])("%o is no key", async (key) => {
  const { ines } = await served()
  const answer = await ines("setProviderKey", { key })
  expect(answer).toMatchObject({ status: 400, body: { where: "key", wanted: expect.stringContaining("printable") } })
  expect(asked).toEqual([])
})

test.each(["a/b", "-a", "a b", "ü", "x".repeat(101)])(
  "%o is no id of a provider, because a secret is named by it",
  async (providerId) => {
    const { ines } = await served()
    expect(await ines("createProvider", { ...PROVIDER, providerId })).toMatchObject({
      status: 400,
      body: { where: "providerId", wanted: expect.stringContaining("letters, digits") },
    })
  },
)
