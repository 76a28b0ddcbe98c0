import { expect, test } from "vitest"
import { spendAlertRoutes } from "../../functions/api/spend-alerts.ts"
import { auditEntries } from "../../functions/table/audit-entry.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { spendAlertsOf, spendWatch } from "../../functions/table/spend-alert.ts"
import { askAs } from "../support/ask.ts"
import { machine } from "../table/machine.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const path = { organizationId: "org_a" }

test("what is commanded stands in the organization's chain with what was asked, and what is refused in none", async () => {
  const { ground } = machine(NOW)
  const { db } = ground
  await saveOrganization(db, "org_a", { name: "A", known: true }, "1", NOW)
  const owner = await askAs(db, { personId: "ada", memberships: { org_a: "owner" } })
  const [, create, end] = spendAlertRoutes(ground)
  const body = { name: "Site", kind: "day", project: "site", amountUsd: "500" }
  const { alertId } = (await owner(create!, { path, body, key: "wish_one" })).body
  expect((await owner(create!, { path, body, key: "wish_one" })).body.alertId).toBe(alertId)
  expect((await owner(create!, { path, body: { kind: "day" }, key: "wish_two" })).status).toBe(400)
  expect((await owner(end!, { path: { ...path, alertId }, body: {} })).status).toBe(200)
  expect((await owner(end!, { path: { ...path, alertId }, body: {} })).status).toBe(404)
  const told = { name: "Site", kind: "day", project: "site", amountUsd: "500.000000" }
  const target = { kind: "spendAlert", id: alertId }
  expect((await auditEntries(db, "org_a", 10)).entries).toMatchObject([
    { scope: "org_a", action: "spendAlert.deleted", actor: { personId: "ada" }, target, before: told, after: null },
    { scope: "org_a", action: "spendAlert.created", actor: { personId: "ada" }, target, before: null, after: told },
  ])
  expect((await auditEntries(db, "platform", 10)).entries).toEqual([])
  expect(await spendAlertsOf(db, "org_a")).toEqual([])
  expect((await spendWatch(db, "org_a"))?.["liveCount"]).toBe(0)
})
