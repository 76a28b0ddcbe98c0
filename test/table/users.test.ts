import fc from "fast-check"
import { expect, test } from "vitest"
import { UserQuery } from "#shared/contract/users.ts"
import { USERS, usersAsked } from "#shared/directory/users.ts"
import { applyNouns } from "../../functions/project/apply-segment.ts"
import { rebuild, tend } from "../../functions/table/directory-build.ts"
import { heldDirectory } from "../../functions/table/held-directory.ts"
import { membershipsOf } from "../../functions/table/membership.ts"
import type { SegmentRow } from "../../functions/table/segment.ts"
import { everyUser, organizationsOfUser, userById, userRow, usersOfEmail } from "../../functions/table/user.ts"
import { event, machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const at = (minute: number) => `2026-11-20T13:${String(minute).padStart(2, "0")}:00.000Z`

const TOLD = [
  event("user.created", at(1), { id: "usr_ada", email: "Ada@acme.test", name: "Ada", createdAt: at(0) }),
  event("user.updated", at(4), { id: "usr_ada", name: "Ada Lovelace", verified: true }),
  event("member.added", at(2), { org: "org_a", user: "usr_ada", role: "member" }),
  event("member.roleChanged", at(6), { org: "org_a", user: "usr_ada", role: "owner" }),
  event("member.added", at(3), { org: "org_b", user: "usr_ada", role: "viewer" }),
  event("member.removed", at(7), { org: "org_b", user: "usr_ada" }),
  event("user.created", at(2), { id: "usr_bo", email: "bo@acme.test", name: "bo@acme.test", verified: false }),
  event("user.deleted", at(8), { id: "usr_bo" }),
  event("member.added", at(5), { org: "org_b", user: "usr_new", role: "admin" }),
]

const ADA = {
  ...{ id: "usr_ada", name: "Ada Lovelace", email: "Ada@acme.test", verified: true, organizationCount: 1 },
  ...{ status: "active", createdAt: at(0), stub: false },
}
const BO = {
  ...{ id: "usr_bo", name: null, email: "bo@acme.test", verified: false, organizationCount: 0 },
  ...{ status: "deleted", createdAt: at(2), stub: false },
}
const NEW = {
  ...{ id: "usr_new", name: null, email: null, verified: null, organizationCount: 1 },
  ...{ status: "active", createdAt: null, stub: true },
}

type Machine = ReturnType<typeof machine>
const listed = async ({ ground }: Machine, filter: Partial<UserQuery> = {}, masked = false) =>
  (
    await heldDirectory(ground, USERS).page(
      usersAsked(UserQuery.parse({ sort: "name", order: "asc", ...filter }), "UTC", { limit: 10, masked }),
    )
  ).items
const idsOf = async (it: Machine, filter: Partial<UserQuery>, masked = false) =>
  (await listed(it, filter, masked)).map(({ id }) => id)

async function told(events: readonly (typeof TOLD)[number][] = TOLD) {
  const it = machine(NOW)
  await it.send([...events])
  await it.flow()
  return it
}

test("users are what was told of them and of their memberships last, in whatever order it came and however often", async () => {
  const shuffled = fc.record({
    events: fc.shuffledSubarray(TOLD, { minLength: TOLD.length }),
    repeated: fc.subarray(TOLD),
    cut: fc.nat(TOLD.length),
  })
  await fc.assert(
    fc.asyncProperty(shuffled, async ({ events, repeated, cut }) => {
      const it = machine(NOW)
      for (const some of [events.slice(0, cut), [...events.slice(cut), ...repeated], repeated]) {
        await it.send(some)
        await it.flow()
      }
      expect(await listed(it, { sort: "organizationCount", order: "desc" })).toEqual([ADA, NEW, BO])
      const rows: unknown[] = []
      for await (const { row } of everyUser(it.ground.db)) rows.push(row)
      expect(rows).toHaveLength(3)
      expect(rows).toEqual(expect.arrayContaining([ADA, BO, NEW]))
      const before = it.model.meter.writeUnits
      for (const row of it.model.rows().filter(({ kind }) => kind === "segment"))
        await applyNouns(it.ground, row as SegmentRow)
      expect(it.model.meter.writeUnits).toBe(before)
    }),
    { numRuns: 40 },
  )
})

test("a user's organizations are told with the role there", async () => {
  const { ground } = await told()
  const record = (await userById(ground.db, "usr_ada"))!
  expect(organizationsOfUser(record)).toEqual(["org_a"])
  expect(await membershipsOf(ground.db, "usr_ada", ["org_a"])).toEqual([
    { organizationId: "org_a", name: "Unnamed organization", status: "active", role: "owner" },
  ])
})

test("the directory is narrowed by each filter, and e-mails are neither shown to viewers nor searched for them", async () => {
  const it = await told()
  expect(await idsOf(it, { verified: "yes" })).toEqual(["usr_ada"])
  expect(await idsOf(it, { verified: "no" })).toEqual(["usr_bo"])
  expect(await idsOf(it, { organizations: "none" })).toEqual(["usr_bo"])
  expect(await idsOf(it, { organizations: "some" })).toEqual(["usr_ada", "usr_new"])
  expect(await idsOf(it, { status: "deleted" })).toEqual(["usr_bo"])
  expect(await idsOf(it, { createdFrom: "2026-11-20", search: "ADA@" })).toEqual(["usr_ada"])
  expect(await idsOf(it, { createdTo: "2026-11-19" })).toEqual([])
  expect(await idsOf(it, { search: "acme" }, true)).toEqual([])
  expect((await listed(it, { search: "ada" }, true)).map(({ email }) => email)).toEqual(["A…@acme.test"])
  await expect(listed(it, { sort: "email" }, true)).rejects.toMatchObject({ code: "forbidden" })
})

test("a snapshot answers as the changes alone do, and one that is built anew as the table", async () => {
  const it = await told()
  const builder = { db: it.ground.db, files: it.ground.files, now: it.ground.clock.machine }
  const filters = [{}, { verified: "yes" }, { organizations: "some" }, { sort: "verified" }] as const
  const before = await Promise.all(filters.map((filter) => idsOf(it, filter)))
  expect(await tend(USERS, builder, () => everyUser(it.ground.db))).toBe("built")
  for (const outcome of ["as built", "built anew"]) {
    const opened = { ...it, ground: { ...it.ground } }
    expect(await Promise.all(filters.map((filter) => idsOf(opened, filter))), outcome).toEqual(before)
    await rebuild(USERS, builder, everyUser(it.ground.db))
  }
})

test("users are found by their e-mail address, whatever its case, until they are deleted", async () => {
  const { ground } = await told()
  expect(await usersOfEmail(ground.db, "ADA@acme.test")).toEqual(["usr_ada"])
  expect(await usersOfEmail(ground.db, "bo@acme.test")).toEqual([])
  expect(userRow((await userById(ground.db, "usr_bo"))!).status).toBe("deleted")
})
