import { afterAll, beforeAll, expect, test } from "vitest"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const VIEWER = "viewer@demo.test"
const [OWNER, MEMBER, READER] = ["owner@acme.test", "member@acme.test", "readonly@acme.test"] as const
const NOW = "2026-11-20T14:02:00.000Z"
const on = (day: number, hour = 12) =>
  `2026-11-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00.000Z`

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
  const member = (user: string, role: string, day: number) =>
    cloudEvent("member.added", on(day), { org: "org_acme", user, role })
  const acme = { id: "org_acme", name: "Acme", timeZone: "America/New_York" }
  await river.events([cloudEvent("organization.created", on(1), acme)])
  await river.settled()
  const told = await river.events([
    cloudEvent("user.created", on(1), { id: "usr_bo", email: "bo@acme.test", name: "Bo" }),
    cloudEvent("user.created", on(1), { id: "usr_ada", email: "ada@acme.test", name: "Ada" }),
    cloudEvent("user.created", on(1), { id: "usr_cy", email: OWNER, name: "Cy" }),
    member("usr_bo", "viewer", 2),
    member("usr_ada", "member", 3),
    member("usr_cy", "owner", 2),
    member("usr_gone", "member", 2),
    member("usr_only_named", "member", 4),
    cloudEvent("member.roleChanged", on(9), { org: "org_acme", user: "usr_ada", role: "admin" }),
    cloudEvent("member.removed", on(9), { org: "org_acme", user: "usr_gone" }),
    cloudEvent("member.added", on(9), { org: "org_other", user: "usr_far", role: "owner" }),
    // Ada's activity is told by e-mail, her call by her id; early in the morning of the 19th it is the 18th in New York.
    cloudEvent("activity.recorded", on(12), {
      org: "org_acme",
      resource: "Job",
      action: "Create",
      actor: "ada@acme.test",
    }),
    cloudEvent("usage.recorded", on(19, 3), { org: "org_acme", model: "heron", user: "usr_ada" }),
    cloudEvent("usage.recorded", on(20, 13), { org: "org_other", model: "heron", user: "usr_bo" }),
    cloudEvent("session.updated", on(20, 13), {
      ...{ id: "s_1", org: "org_acme", user: OWNER, status: "completed" },
      ...{ createdAt: on(20, 12), updatedAt: on(20, 13) },
    }),
  ])
  expect(told).toMatchObject({ status: 202, body: { rejected: [] } })
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const read = async (as: string, id = "org_acme") => river.call("GET", `/api/organizations/${id}/members`, { as })

test("members are told by name, with role, since when, and when they were active last in this organization", async () => {
  const expected = [
    ["usr_ada", "Ada", "ada@acme.test", "admin", on(3), "2026-11-18", false],
    ["usr_bo", "Bo", "bo@acme.test", "viewer", on(2), null, false],
    ["usr_cy", "Cy", OWNER, "owner", on(2), "2026-11-20", false],
    ["usr_only_named", null, null, "member", on(4), null, false],
  ]
  const told = async () => {
    const { status, body } = await read(ADMIN)
    expect(status).toBe(200)
    expect(body).toMatchObject({ total: 4, timeZone: "America/New_York", day: "2026-11-20" })
    return body.items.map((row: Record<string, unknown>) =>
      ["userId", "name", "email", "role", "addedAt", "lastActiveOn", "hidden"].map((field) => row[field]),
    )
  }
  expect(await told()).toEqual(expected)
  // The same from cubes, once the day's are folded.
  await river.advance(3_600_000)
  expect(await told()).toEqual(expected)
})

test("owners and admins read their own team, nobody else of the organization does, and staff viewers read it masked", async () => {
  expect((await read(OWNER)).body.items[0]).toMatchObject({ email: "ada@acme.test" })
  expect((await read("orgadmin@acme.test")).status).toBe(200)
  for (const as of [MEMBER, READER]) expect((await read(as)).status).toBe(403)
  expect((await read(OWNER, "org_other")).status).toBe(404)
  expect((await read(ADMIN, "org_nowhere")).status).toBe(404)
  expect((await read(VIEWER)).body.items[0]).toMatchObject({ name: "Ada", email: "a…@acme.test" })
})

test("when somebody who hides was active is told to nobody", async () => {
  expect((await river.call("PUT", "/api/me/board", { as: OWNER, body: { hidden: true } })).status).toBe(200)
  const { items } = (await read(ADMIN)).body
  expect(items[2]).toMatchObject({ userId: "usr_cy", lastActiveOn: null, hidden: true })
})
