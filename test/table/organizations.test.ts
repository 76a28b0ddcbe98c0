import { expect, test } from "vitest"
import { openGround } from "../../functions/table/ground.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { organizationCounts } from "../../functions/table/organizations.ts"
import { tableModel } from "../sim/model.ts"

const AT = "2026-06-01T00:00:00.000Z"
const files = { put: async () => {}, get: async () => undefined, remove: async () => {} }

test("a day of the past has the organizations of then", async () => {
  const { db } = tableModel()
  const ground = openGround(db, files)
  const told: [string, Record<string, unknown>][] = [
    ["org_old", { createdAt: "2025-12-05T00:00:00.000Z" }],
    ["org_january", { createdAt: "2026-01-10T00:00:00.000Z" }],
    ["org_gone", { createdAt: "2026-01-11T00:00:00.000Z", status: "deleted" }],
    ["org_edge", { createdAt: "2026-01-31T23:59:59.999Z" }],
    ["org_march", { createdAt: "2026-03-01T00:00:00.000Z" }],
    ["org_march_gone", { createdAt: "2026-03-02T00:00:00.000Z", status: "deleted" }],
    ["org_stub", {}],
  ]
  for (const [id, telling] of told) await saveOrganization(db, id, telling, AT, AT)
  const counts = (at: string, since: string) => organizationCounts(ground, at, since)
  expect(await counts("2026-01-31T23:59:59.999Z", "2026-01-01T00:00:00.000Z")).toEqual({
    organizations: 4,
    organizationsThisMonth: 2,
  })
  expect(await counts("2026-03-31T12:00:00.000Z", "2026-03-01T00:00:00.000Z")).toEqual({
    organizations: 5,
    organizationsThisMonth: 1,
  })
})
