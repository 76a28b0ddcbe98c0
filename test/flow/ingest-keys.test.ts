import { afterAll, beforeAll, expect, test } from "vitest"
import { type IngestKey, LIVE_KEYS_MAX } from "#shared/contract/ingest-keys.ts"
import { DAY_MS, instant } from "#shared/time.ts"
import { ADMIN, type Answer, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const [SUPPORT, VIEWER] = ["support@demo.test", "viewer@demo.test"] as const
const [OWNER, ORG_ADMIN, MEMBER, READER] = ["owner", "orgadmin", "member", "readonly"].map((who) => `${who}@acme.test`)
const PLATFORM_KEYS = "/api/ingest-keys"
const ACME_KEYS = "/api/organizations/org_acme/ingest-keys"
const OTHER_KEYS = "/api/organizations/org_other/ingest-keys"

let river: TestConsole
beforeAll(async () => {
  river = await startConsole()
  const now = instant(Date.now())
  await river.events([
    cloudEvent("organization.created", now, { id: "org_acme", name: "Acme" }),
    cloudEvent("organization.created", now, { id: "org_other", name: "Other" }),
  ])
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const create = (as: string, path: string, body: object, idempotencyKey: string = crypto.randomUUID()) =>
  river.call("POST", path, { as, body, headers: { "idempotency-key": idempotencyKey } })
const revoke = (as: string, path: string, keyId: string) => river.call("POST", `${path}/${keyId}/revoke`, { as })
const listed = async (as: string, path: string): Promise<IngestKey[]> =>
  (await river.call("GET", path, { as })).body.items
const keyOf = async (as: string, path: string, keyId: string) =>
  (await listed(as, path)).find((key) => key.keyId === keyId)
const send = (secret: string, events: readonly unknown[]): Promise<Answer> =>
  river.call("POST", "/v1/events", {
    body: events,
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/cloudevents-batch+json" },
  })
const recorded = (atMs = Date.now(), org?: string) =>
  cloudEvent("record.created", instant(atMs), { model: "Job", id: "job_1", ...(org ? { org } : {}) })
const stale = async (who: string) => ({ authorization: `Bearer ${await river.token(who, { stale: true })}` })

test("a key opens the door until it is revoked; its secret is told once, its last use and its end stay", async () => {
  const made = await create(ADMIN, PLATFORM_KEYS, { name: " Shop ", scope: "platform" })
  expect(made).toMatchObject({
    status: 201,
    body: {
      key: {
        name: "Shop",
        scope: "platform",
        use: "events",
        createdBy: { name: "Ines Okafor", isStaff: true },
        lastUsedAt: null,
        revokedAt: null,
        revokedBy: null,
      },
      secret: expect.stringMatching(/^wbk_[\w-]{43}$/),
      notice: expect.stringContaining("not shown again"),
    },
  })
  expect(made.headers.get("cache-control")).toBe("no-store")
  const { key, secret } = made.body
  expect(secret.startsWith(key.prefix)).toBe(true)
  const list = await river.call("GET", PLATFORM_KEYS, { as: VIEWER })
  expect(list.body.items[0]).toEqual(key)
  expect(JSON.stringify(list.body)).not.toContain(secret.slice(0, 16))

  expect(await send(secret, [recorded()])).toMatchObject({ status: 202, body: { accepted: 1, rejected: [] } })
  await expect.poll(async () => (await keyOf(SUPPORT, PLATFORM_KEYS, key.keyId))?.lastUsedAt).toMatch(/^20/)
  const used = await keyOf(SUPPORT, PLATFORM_KEYS, key.keyId)
  expect((await send(secret, [recorded()])).status).toBe(202)

  const revoked = await revoke(ADMIN, PLATFORM_KEYS, key.keyId)
  expect(revoked).toMatchObject({ status: 200, body: { revokedAt: expect.any(String), lastUsedAt: used!.lastUsedAt } })
  expect(await send(secret, [recorded()])).toMatchObject({ status: 401, body: { where: "Authorization" } })
  expect(await revoke(ADMIN, PLATFORM_KEYS, key.keyId)).toMatchObject({ status: 200, body: revoked.body })
  expect(await keyOf(ADMIN, PLATFORM_KEYS, key.keyId)).toEqual(revoked.body)

  const entries = (await river.call("GET", `/api/audit?search=${key.keyId}`, { as: ADMIN })).body.items
  expect(entries).toMatchObject([
    { action: "ingestKey.revoked", scope: "platform", before: { name: "Shop" }, after: null },
    { action: "ingestKey.created", scope: "platform", before: null, after: { name: "Shop", prefix: key.prefix } },
  ])
  expect(JSON.stringify(entries)).not.toContain(secret.slice(0, 16))
})

test("the same idempotency key makes one key: its repeat has no secret and says so, another wish is refused", async () => {
  const again = crypto.randomUUID()
  const asked = { name: "Once", scope: "platform" }
  const answers = await Promise.all([1, 2, 3].map(() => create(ADMIN, PLATFORM_KEYS, asked, again)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
  expect(new Set(answers.map(({ body }) => body.key.keyId)).size).toBe(1)
  expect(answers.filter(({ body }) => body.secret !== null)).toHaveLength(1)
  expect(await create(ADMIN, PLATFORM_KEYS, asked, again)).toMatchObject({
    status: 201,
    body: { secret: null, notice: expect.stringContaining("revoke this key and create another") },
  })
  for (const [path, body] of [
    [PLATFORM_KEYS, { ...asked, name: "Twice" }],
    [PLATFORM_KEYS, { ...asked, use: "import" }],
    [PLATFORM_KEYS, { ...asked, scope: "org_acme" }],
    [ACME_KEYS, { name: "Once" }],
  ] as const)
    expect(await create(ADMIN, path, body, again)).toMatchObject({ status: 409, body: { where: "Idempotency-Key" } })
  expect((await listed(ADMIN, PLATFORM_KEYS)).filter(({ name }) => name === "Once")).toHaveLength(1)
})

test("an organization's key sends its own events alone, and no other organization finds it", async () => {
  const made = await create(OWNER!, ACME_KEYS, { name: "Acme agent" })
  expect(made).toMatchObject({
    status: 201,
    body: { key: { scope: "org_acme", use: "events", createdBy: { name: "Marta Kessler", isStaff: false } } },
  })
  const { key, secret } = made.body
  const now = Date.now()
  const told = [
    recorded(now, "org_acme"),
    recorded(now, "org_other"),
    cloudEvent("user.created", instant(now), { id: "u" }),
  ]
  expect(await send(secret, told)).toMatchObject({
    status: 202,
    body: {
      accepted: 1,
      rejected: [
        { index: 1, reason: expect.stringContaining("another organization") },
        { index: 2, reason: expect.stringContaining("may not send user.created") },
      ],
    },
  })
  expect(await keyOf(ORG_ADMIN!, ACME_KEYS, key.keyId)).toMatchObject({ name: "Acme agent" })
  expect(await keyOf(SUPPORT, `${PLATFORM_KEYS}?scope=org_acme`, key.keyId)).toMatchObject({ name: "Acme agent" })
  expect(await listed(SUPPORT, OTHER_KEYS)).toEqual([])
  for (const path of [OTHER_KEYS, "/api/organizations/org_nowhere/ingest-keys"])
    expect(await revoke(ADMIN, path, key.keyId)).toMatchObject({ status: 404, body: { code: "missing" } })
  for (const path of [OTHER_KEYS, PLATFORM_KEYS])
    expect([403, 404]).toContain((await revoke(OWNER!, path, key.keyId)).status)
  const platformKey = (await listed(ADMIN, `${PLATFORM_KEYS}?scope=platform`))[0]!
  expect(await revoke(OWNER!, ACME_KEYS, platformKey.keyId)).toMatchObject({ status: 404 })
  expect((await send(secret, [recorded()])).status).toBe(202)
  expect((await revoke(ORG_ADMIN!, ACME_KEYS, key.keyId)).body).toMatchObject({ revokedBy: { name: "Lena Brandt" } })
  expect((await send(secret, [recorded()])).status).toBe(401)
})

test("a staff admin makes an import key for an organization, which its owner sees and revokes", async () => {
  const { key, secret } = (await create(ADMIN, PLATFORM_KEYS, { name: "History", scope: "org_acme", use: "import" }))
    .body
  expect(await send(secret, [recorded(Date.now() - 300 * DAY_MS)])).toMatchObject({ body: { accepted: 1 } })
  expect(await keyOf(OWNER!, ACME_KEYS, key.keyId)).toMatchObject({ use: "import", createdBy: { isStaff: true } })
  expect((await revoke(OWNER!, ACME_KEYS, key.keyId)).status).toBe(200)
  expect((await send(secret, [recorded()])).status).toBe(401)
})

test("who may: staff admins with a fresh sign-in, owners and admins of the organization", async () => {
  for (const as of [SUPPORT, VIEWER]) {
    expect((await river.call("GET", PLATFORM_KEYS, { as })).status).toBe(200)
    for (const path of [PLATFORM_KEYS, ACME_KEYS]) {
      expect((await create(as, path, { name: "No", scope: "platform" })).status).toBe(403)
      expect((await revoke(as, path, "none")).status).toBe(403)
    }
  }
  for (const as of [OWNER!, ORG_ADMIN!, MEMBER!, READER!])
    expect((await river.call("GET", PLATFORM_KEYS, { as })).status).toBe(403)
  for (const as of [MEMBER!, READER!]) {
    expect((await river.call("GET", ACME_KEYS, { as })).status).toBe(403)
    expect((await create(as, ACME_KEYS, { name: "No" })).status).toBe(403)
  }
  expect((await river.call("GET", OTHER_KEYS, { as: OWNER! })).status).toBe(404)
  expect((await create(OWNER!, OTHER_KEYS, { name: "No" })).status).toBe(404)
  const old = { "idempotency-key": crypto.randomUUID() }
  for (const path of [PLATFORM_KEYS, ACME_KEYS]) {
    const headers = { ...old, ...(await stale(ADMIN)) }
    const answer = await river.call("POST", path, { body: { name: "Late", scope: "platform" }, headers })
    expect(answer).toMatchObject({ status: 403, body: { code: "staleSignIn" } })
  }
  const headers = { ...old, ...(await stale(OWNER!)) }
  expect((await river.call("POST", ACME_KEYS, { body: { name: "Late" }, headers })).status).toBe(201)
})

test("what makes no key is refused, and says why", async () => {
  for (const [path, body, status, where] of [
    [PLATFORM_KEYS, { name: "No scope" }, 400, "scope"],
    [PLATFORM_KEYS, { name: "", scope: "platform" }, 400, "name"],
    [PLATFORM_KEYS, { name: "two\nlines", scope: "platform" }, 400, "name"],
    [PLATFORM_KEYS, { name: 7, scope: "platform" }, 400, "name"],
    [PLATFORM_KEYS, { name: "x".repeat(61), scope: "platform" }, 400, "name"],
    [PLATFORM_KEYS, { name: "Odd", scope: "platform", use: "everything" }, 400, "use"],
    [PLATFORM_KEYS, { name: "Odd", scope: ["platform"] }, 400, "scope"],
    [PLATFORM_KEYS, { name: "Odd", scope: "stripe" }, 422, "scope"],
    [PLATFORM_KEYS, { name: "Odd", scope: "org_nowhere" }, 422, "scope"],
    [ACME_KEYS, { name: "Odd", use: "import" }, 400, "use"],
  ] as const)
    expect(await create(ADMIN, path, body), JSON.stringify(body)).toMatchObject({ status, body: { where } })
  expect(await create(ADMIN, PLATFORM_KEYS, { name: "Odd", scope: "platform" }, "short")).toMatchObject({ status: 400 })
  expect(await revoke(ADMIN, PLATFORM_KEYS, "none")).toMatchObject({ status: 404, body: { code: "missing" } })
  expect((await listed(ADMIN, PLATFORM_KEYS)).filter(({ name }) => name === "Odd")).toEqual([])
})

test("the key of one machine is listed as any other, and still opens the door", async () => {
  const local = (await listed(ADMIN, `${PLATFORM_KEYS}?scope=platform`)).filter(({ prefix }) => prefix === "wbk_local")
  expect(local).toMatchObject([
    { name: "Local", scope: "platform", use: "events", createdBy: { name: "One machine" }, revokedAt: null },
  ])
  expect((await river.events([recorded()])).status).toBe(202)
})

test("a scope has so many live keys, however many are asked for at once; a revoked one makes room", async () => {
  const key = (await create(ADMIN, OTHER_KEYS, { name: "First" })).body.key as IngestKey
  for (let nth = 2; nth < LIVE_KEYS_MAX; nth++)
    expect((await create(ADMIN, OTHER_KEYS, { name: `Key ${nth}` })).status).toBe(201)
  const last = await Promise.all([1, 2, 3].map((nth) => create(ADMIN, OTHER_KEYS, { name: `Last ${nth}` })))
  expect(last.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  const refused = await create(ADMIN, PLATFORM_KEYS, { name: "Too many", scope: "org_other", use: "import" })
  expect(refused).toMatchObject({ status: 409, body: { wanted: expect.stringContaining("revoke a key") } })
  const first = (await river.call("GET", `${OTHER_KEYS}?limit=30`, { as: VIEWER })).body
  const cursor = encodeURIComponent(first.nextCursor)
  const second = (await river.call("GET", `${OTHER_KEYS}?limit=30&cursor=${cursor}`, { as: VIEWER })).body
  const ids = [...first.items, ...second.items].map(({ keyId }: IngestKey) => keyId)
  expect([new Set(ids).size, ids.at(-1), second.nextCursor]).toEqual([LIVE_KEYS_MAX, key.keyId, null])
  expect((await revoke(ADMIN, PLATFORM_KEYS, key.keyId)).status).toBe(200)
  expect((await create(ADMIN, OTHER_KEYS, { name: "Room" })).status).toBe(201)
})
