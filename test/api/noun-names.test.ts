import { expect, test } from "vitest"
import { logRoutes } from "../../functions/api/logs.ts"
import { metricsRoutes } from "../../functions/api/metrics.ts"
import { nounNames } from "../../functions/api/noun-names.ts"
import { close } from "../../functions/project/close.ts"
import { askAs, askAsAdmin } from "../support/ask.ts"
import { event, machine } from "../table/machine.ts"

const NOW = "2026-11-20T14:02:33.000Z"
const path = { organizationId: "org_a" }
const NAMED = 30

/** More projects and keys than a page shows, of which all but one were told. */
async function calledConsole() {
  const it = machine(NOW)
  const calls = Array.from({ length: 60 }, (_, nth) =>
    event("usage.recorded", `2026-11-20T13:0${nth % 10}:00.000Z`, {
      ...{ org: "org_a", project: `prj_${nth % NAMED}`, apiKey: `key_${nth % NAMED}`, inputCostUsd: String(100 - nth) },
    }),
  )
  const told = Array.from({ length: NAMED - 1 }, (_, at) => [
    event("project.created", "2026-11-20T12:00:00.000Z", {
      org: "org_a",
      id: `prj_${at + 1}`,
      name: `Project ${at + 1}`,
    }),
    event("apiKey.created", "2026-11-20T12:00:00.000Z", { org: "org_a", id: `key_${at + 1}`, prefix: `sk_${at + 1}` }),
  ]).flat()
  const owned = event("project.updated", "2026-11-20T12:01:00.000Z", {
    org: "org_a",
    id: "prj_1",
    name: "mo@acme.test",
  })
  await it.send([event("organization.created", "2026-11-20T12:00:00.000Z", { id: "org_a" }), ...told, owned, ...calls])
  await it.flow()
  await close(it.ground)
  const [metrics] = metricsRoutes(it.ground)
  const [logs] = logRoutes(it.ground, async () => "secret" as never)
  return { it, metrics: metrics!, logs: logs! }
}

test("projects and keys are called as they were told, by id where nobody told, within the bar of reads", async () => {
  const { it, metrics } = await calledConsole()
  const ask = await askAsAdmin(it.ground.db)
  const before = it.model.meter.readUnits
  const { body } = await ask(metrics, { path, query: { window: "1d", compare: "previous" } })
  expect(it.model.meter.readUnits - before).toBeLessThanOrEqual(25)
  expect(body.top.projects.rows.slice(0, 3)).toMatchObject([
    { name: "prj_0", label: "prj_0" },
    { name: "prj_1", label: "mo@acme.test" },
    { name: "prj_2", label: "Project 2" },
  ])
  expect(body.top.keys.rows.slice(0, 2)).toMatchObject([{ label: "key_0" }, { name: "key_1", label: "sk_1" }])
  expect(body.projectName).toBeNull()
  const one = await ask(metrics, { path, query: { window: "1d", project: "prj_2" } })
  expect(one.body.projectName).toBe("Project 2")
})

test("calls in the log have the names beside the ids; a viewer reads a name that is an address masked", async () => {
  const { it, logs } = await calledConsole()
  const viewer = await askAs(it.ground.db, { personId: "viewer", staffRole: "viewer", memberships: {} })
  const { body } = await viewer(logs, { path, query: { limit: "200" } })
  const find = (project: string) => body.items.find((item: { project: string }) => item.project === project)
  expect(find("prj_0")).toMatchObject({ projectName: null, key: "key_0", keyName: null })
  expect(find("prj_1")).toMatchObject({ projectName: "m…@acme.test", key: "key_1", keyName: "sk_1" })
  expect(find("prj_2")).toMatchObject({ projectName: "Project 2", key: "key_2", keyName: "sk_2" })
})

test("a name that was held stays in an answer that makes room for others", async () => {
  const { db } = (await calledConsole()).it.ground
  const named = async (projects: readonly string[]) => {
    const names = await nounNames(db, "org_a", { projects, keys: [] }, { staffRole: "admin" })
    return projects.map(names.project)
  }
  expect(await named(["prj_1"])).toEqual(["mo@acme.test"])
  await named(Array.from({ length: 20_000 }, (_, nth) => `other_${nth}`))
  expect(await named(["prj_1", "prj_2"])).toEqual(["mo@acme.test", "Project 2"])
})
