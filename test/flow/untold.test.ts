import { afterAll, beforeAll, expect, test } from "vitest"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const OWNER = "owner@acme.test"
const at = (minutes: number) => new Date(Date.parse(NOW) - minutes * 60_000).toISOString()

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
})
afterAll(() => river?.stop())

const read = (as: string, id = "org_acme") => river.call("GET", `/api/organizations/${id}`, { as })
const mine = async () => (await river.call("GET", "/api/me", { as: OWNER })).body.organizations

test("an organization of ours is a stub until it is told about, then itself, and gone when deleted", async () => {
  const stub = { id: "org_acme", name: "Unnamed organization", stub: true, status: "active", createdAt: null }
  expect(await read(OWNER)).toMatchObject({ status: 200, body: { ...stub, memberCount: 0 } })
  expect(await mine()).toEqual([{ id: "org_acme", name: "Unnamed organization", role: "owner" }])
  // Nobody belongs to the others, and staff belong to none: what was never told of is not there.
  for (const [as, id] of [
    [OWNER, "org_other"],
    [ADMIN, "org_acme"],
  ] as const)
    expect((await read(as, id)).status).toBe(404)

  await river.events([cloudEvent("member.added", at(3), { org: "org_acme", user: "usr_1", role: "owner" })])
  await river.settled()
  for (const as of [OWNER, ADMIN]) expect((await read(as)).body).toMatchObject({ ...stub, memberCount: 1 })

  await river.events([cloudEvent("organization.created", at(2), { id: "org_acme", name: "Acme Roofing" })])
  await river.settled()
  expect((await read(OWNER)).body).toMatchObject({ name: "Acme Roofing", stub: false, memberCount: 1 })
  expect(await mine()).toEqual([{ id: "org_acme", name: "Acme Roofing", role: "owner" }])

  await river.events([cloudEvent("organization.updated", at(1), { id: "org_acme", status: "deleted" })])
  await river.settled()
  expect((await read(OWNER)).status).toBe(404)
  expect((await read(ADMIN)).body).toMatchObject({ name: "Acme Roofing", status: "deleted" })
  expect(await mine()).toEqual([])
})
