import { afterAll, beforeAll, expect, test } from "vitest"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const [SUPPORT, VIEWER, OWNER] = ["support@demo.test", "viewer@demo.test", "owner@acme.test"] as const
const NOW = "2026-11-20T14:02:00.000Z"
const at = (minute: number) => `2026-11-20T13:${String(minute).padStart(2, "0")}:00.000Z`

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
  const told = await river.events([
    cloudEvent("organization.created", at(1), { id: "org_acme", name: "Acme" }),
    cloudEvent("user.created", at(1), { id: "usr_ada", email: "ada@acme.test", name: "Ada", verified: true }),
    cloudEvent("user.created", at(2), { id: "usr_bo", email: "bo@mail.test", name: "Bo" }),
    cloudEvent("user.created", at(3), { id: "usr_cy", email: OWNER, name: "Cy" }),
    cloudEvent("member.added", at(4), { org: "org_acme", user: "usr_ada", role: "admin" }),
    cloudEvent("member.added", at(4), { org: "org_new", user: "usr_ada", role: "viewer" }),
    cloudEvent("session.updated", at(5), session("s_1", "ada@acme.test")),
    cloudEvent("session.updated", at(5), session("s_2", OWNER)),
  ])
  expect(told).toMatchObject({ status: 202, body: { rejected: [] } })
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const session = (id: string, user: string) => ({
  ...{ id, org: "org_acme", user, status: "completed", costUsd: "0.5", turns: 3 },
  ...{ createdAt: at(0), updatedAt: at(5), durationSeconds: 60 },
})
const read = async (path: string, as: string = ADMIN) => river.call("GET", path, { as })
const namesOf = async (query: string) =>
  (await read(`/api/users?sort=name&order=asc${query}`)).body.items.map(({ name }: { name: string }) => name)

test("what the product tells of its users is a list of them, with exact totals, narrowed and paged", async () => {
  expect(await namesOf("")).toEqual(["Ada", "Bo", "Cy"])
  expect(await namesOf("&verified=yes")).toEqual(["Ada"])
  expect(await namesOf("&organizations=none")).toEqual(["Bo", "Cy"])
  expect(await namesOf("&search=MAIL.test")).toEqual(["Bo"])
  const first = (await read("/api/users?sort=organizationCount&limit=2")).body
  expect(first).toMatchObject({ total: 3, items: [{ id: "usr_ada", organizationCount: 2, createdAt: at(1) }, {}] })
  const next = (await read(`/api/users?sort=organizationCount&limit=2&cursor=${encodeURIComponent(first.nextCursor)}`))
    .body
  expect(next).toMatchObject({ total: 3, items: [{ id: "usr_cy" }], nextCursor: null })
  expect(await read("/api/users?sort=password")).toMatchObject({ status: 400, body: { where: "sort" } })
})

test("a user is told with their organizations and the sessions that events name them by", async () => {
  const { body } = await read("/api/users/usr_ada", SUPPORT)
  expect(body).toMatchObject({
    ...{ id: "usr_ada", name: "Ada", email: "ada@acme.test", verified: true, status: "active", hidden: false },
    organizations: [
      { organizationId: "org_acme", name: "Acme", status: "active", role: "admin" },
      { organizationId: "org_new", name: "Unnamed organization", status: "active", role: "viewer" },
    ],
    people: [{ by: "e-mail" }],
  })
  const sessions = await read(`/api/sessions?user=${body.people[0].userId}`)
  expect(sessions.body.items).toMatchObject([{ sessionId: "s_1", user: "ada@acme.test" }])
  expect((await read("/api/users/usr_bo")).body).toMatchObject({ people: [], organizations: [] })
  expect(await read("/api/users/usr_none")).toMatchObject({ status: 404, body: { code: "missing" } })
})

test("no id of somebody who hides from boards is told", async () => {
  expect((await read("/api/users/usr_cy")).body.people).toHaveLength(1)
  expect((await river.call("PUT", "/api/me/board", { as: OWNER, body: { hidden: true } })).status).toBe(200)
  expect((await read("/api/users/usr_cy")).body).toMatchObject({ people: [], hidden: true })
})

test("viewers read masked e-mails, which they neither search nor sort by; nobody else but staff reads any", async () => {
  expect((await read("/api/users/usr_ada", VIEWER)).body.email).toBe("a…@acme.test")
  const list = (await read("/api/users?search=ada", VIEWER)).body
  expect(list.items).toMatchObject([{ id: "usr_ada", email: "a…@acme.test" }])
  expect((await read("/api/users?search=mail.test", VIEWER)).body.total).toBe(0)
  expect(await read("/api/users?sort=email", VIEWER)).toMatchObject({ status: 403, body: { where: "sort" } })
  for (const path of ["/api/users", "/api/users/usr_ada"]) expect((await read(path, OWNER)).status).toBe(403)
})

test("the list is exported as it is narrowed, masked for viewers", async () => {
  const exported = async (as: string) => {
    const request = { list: "users", filter: { organizations: "some" } }
    const headers = { "idempotency-key": crypto.randomUUID() }
    const { exportId } = (await river.call("POST", "/api/exports", { as, body: { request }, headers })).body
    await expect.poll(async () => (await read(`/api/exports/${exportId}`, as)).body.status).toBe("ready")
    return (await fetch((await read(`/api/exports/${exportId}`, as)).body.downloadUrl)).text()
  }
  expect((await exported(ADMIN)).replace("\ufeff", "").split("\r\n")).toEqual([
    "id,name,email,verified,organizations,status,created_at",
    `usr_ada,Ada,ada@acme.test,true,2,active,${at(1)}`,
    "",
  ])
  expect(await exported(VIEWER)).toContain("a…@acme.test")
})

test("an open page hears of a new user, and of one who joins an organization", async () => {
  const version = async () => (await read("/api/users")).body.version as number
  const before = await version()
  await river.events([cloudEvent("user.created", at(50), { id: "usr_di" })])
  await river.settled()
  await expect.poll(version).toBeGreaterThan(before)
  const then = await version()
  await river.events([cloudEvent("member.added", at(51), { org: "org_acme", user: "usr_di", role: "member" })])
  await river.settled()
  await expect.poll(version).toBeGreaterThan(then)
  expect((await read("/api/users/usr_di")).body).toMatchObject({ organizationCount: 1, name: null })
})
