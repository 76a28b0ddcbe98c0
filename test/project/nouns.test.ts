import fc from "fast-check"
import { expect, test } from "vitest"
import { applyNouns } from "../../functions/project/apply-segment.ts"
import { organizationById, organizationRow } from "../../functions/table/organization.ts"
import { productKeysOf } from "../../functions/table/product-key.ts"
import { projectsOf } from "../../functions/table/project.ts"
import type { SegmentRow } from "../../functions/table/segment.ts"
import { workspacesOf } from "../../functions/table/workspace.ts"
import { event, machine } from "../table/machine.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const at = (minute: number) => `2026-11-20T13:${String(minute).padStart(2, "0")}:00.000Z`
const org = "org_a"

const TOLD = [
  event("workspace.created", at(1), { org, id: "ws_1", name: "Harbour" }),
  event("workspace.statusChanged", at(2), { org, id: "ws_1", status: "deploying" }),
  event("workspace.statusChanged", at(9), { org, id: "ws_1", status: "attention" }),
  event("workspace.statusChanged", at(5), { org, id: "ws_1", status: "active", name: "Harbour east" }),
  event("workspace.created", at(3), { org, id: "ws_2", name: "Quay", status: "active" }),
  event("workspace.deleted", at(8), { org, id: "ws_2", status: "suspended" }),
  event("workspace.statusChanged", at(6), { org: "org_b", id: "ws_1", status: "suspended" }),
  event("project.created", at(1), { org, project: "prj_1", name: "Intake" }),
  event("project.updated", at(4), { org, id: "prj_1", name: "Intake forms" }),
  event("project.created", at(2), { org, id: "prj_2" }),
  event("project.deleted", at(3), { org, id: "prj_2" }),
  event("apiKey.created", at(2), { org, id: "key_1", project: "prj_1", prefix: "sk_live_9f2c", hash: "9f2c00ff" }),
  event("apiKey.revoked", at(7), { org, id: "key_1" }),
  event("apiKey.created", at(4), { org, prefix: "sk_test_77aa", name: "worker" }),
]

async function nounsOf(it: ReturnType<typeof machine>) {
  const { db } = it.ground
  return {
    workspaces: await workspacesOf(db, org),
    others: await workspacesOf(db, "org_b"),
    projects: await projectsOf(db, org),
    keys: await productKeysOf(db, org),
  }
}

const WANTED = {
  workspaces: [
    { workspaceId: "ws_1", name: "Harbour east", status: "attention", statusAt: at(9), deleted: false },
    { workspaceId: "ws_2", name: "Quay", status: "active", statusAt: at(3), deleted: true },
  ],
  others: [{ workspaceId: "ws_1", name: null, status: "suspended", statusAt: at(6), deleted: false }],
  projects: [
    { projectId: "prj_1", name: "Intake forms", deleted: false },
    { projectId: "prj_2", name: null, deleted: true },
  ],
  keys: [
    {
      keyId: "key_1",
      name: null,
      prefix: "sk_live_9f2c",
      hash: "9f2c00ff",
      project: "prj_1",
      createdAt: at(2),
      revokedAt: at(7),
    },
    {
      keyId: "sk_test_77aa",
      name: "worker",
      prefix: "sk_test_77aa",
      hash: null,
      project: null,
      createdAt: at(4),
      revokedAt: null,
    },
  ],
}

test("workspaces, projects and keys are what was told of them last, in whatever order it came and however often", async () => {
  const told = fc
    .shuffledSubarray(TOLD, { minLength: TOLD.length })
    .chain((events) =>
      fc.record({ events: fc.constant(events), repeated: fc.subarray(TOLD), cut: fc.nat(TOLD.length) }),
    )
  await fc.assert(
    fc.asyncProperty(told, async ({ events, repeated, cut }) => {
      const it = machine(NOW)
      for (const some of [events.slice(0, cut), [...events.slice(cut), ...repeated], repeated]) {
        await it.send(some)
        await it.flow()
      }
      expect(await nounsOf(it)).toEqual(WANTED)
      const before = it.model.meter.writeUnits
      for (const row of it.model.rows().filter(({ kind }) => kind === "segment"))
        await applyNouns(it.ground, row as SegmentRow)
      expect(it.model.meter.writeUnits).toBe(before)
    }),
    { numRuns: 60 },
  )
})

test("an organization that nobody created yet is a stub", async () => {
  const it = machine(NOW)
  await it.send([event("project.created", at(1), { org: "org_new", id: "prj_1", name: "First" })])
  await it.flow()
  expect(organizationRow((await organizationById(it.ground.db, "org_new"))!)).toMatchObject({ stub: true })
})

test.each([
  ["project.created", { org, name: "Nameless" }, "data.id: expected the project's id"],
  ["project.updated", { org, id: "prj_1", project: "prj_2" }, "data.id: expected one id"],
  ["apiKey.created", { org, name: "worker" }, "data.id: expected the key's `id`"],
  ["apiKey.created", { org, id: "key_1", key: "sk_live_0123456789" }, "data.key: may hold a whole key"],
  ["apiKey.created", { org, id: "key_1", clientSecret: "s3cret" }, "data.clientSecret: may hold a whole key"],
  ["apiKey.revoked", { org, id: "key_1", api_key: "sk_live_0123456789" }, "data.api_key: may hold a whole key"],
  [
    "apiKey.created",
    { org, prefix: "sk_live_01", hash: "sk_live_0123456789" },
    "data.hash: begins like the key itself",
  ],
  ["apiKey.created", { org, prefix: "sk_live_0123456789abcdef01234567" }, "data.prefix: expected at most 24"],
])("the door refuses a %s that says %j", async (type, data, reason) => {
  const { rejected } = await machine(NOW).send([event(type, at(1), data)])
  expect(rejected).toMatchObject([{ reason: expect.stringContaining(reason) }])
})
