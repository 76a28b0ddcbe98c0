import { expect, test } from "vitest"
import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import { addDays, type Day } from "#shared/time.ts"
import { metricsRoutes } from "../../functions/api/metrics.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { askAsAdmin } from "../support/ask.ts"
import { denseUsage } from "../support/dense-usage.ts"
import { machine } from "../table/machine.ts"

/** The dearest minute of a month: its days, the day's hours and the hour's quarters are all read one by one. */
const NOW = "2026-10-31T23:59:33.500Z"
const daysAgo = (days: number): Day => addDays(NOW.slice(0, 10), -days)
/** Days in which a window, or the one before it, begins or ends. */
const EDGES = [0, 1, 2, 7, 14, 30, 60, 90, 371].map(daysAgo)

const UNITS_MAX = 25
const BOTH_UNITS_MAX = 50

test("any window of two years with a call in every minute is read with few units, with the one before or without", async () => {
  const it = machine(NOW)
  await saveOrganization(it.ground.db, "org_dense", { name: "Dense", known: true }, "1", NOW)
  const organizationId = await denseUsage(it, 1, NOW, new Set(EDGES))
  const admin = await askAsAdmin(it.ground.db)
  const [route] = metricsRoutes(it.ground)
  const ask = async (query: Record<string, string>) => {
    const before = it.model.meter.readUnits
    const { status, body } = await admin(route!, { path: { organizationId }, query })
    expect(status).toBe(200)
    return { units: it.model.meter.readUnits - before, body }
  }
  for (const window of METRICS_WINDOWS)
    for (const project of [undefined, "project_2"]) {
      const asked = { window, ...(project === undefined ? {} : { project }) }
      const what = `${window} of ${project ?? "all"}`
      const alone = await ask(asked)
      if (project === undefined)
        expect(alone.body.points.every(({ requests }: { requests: number }) => requests > 0)).toBe(true)
      expect(alone.body.top, what).not.toBeNull()
      expect(alone.units, what).toBeLessThanOrEqual(UNITS_MAX)
      const both = await ask({ ...asked, compare: "previous" })
      if (project === undefined) expect(both.body.previous.totals.requests).toBe(alone.body.totals.requests - 1)
      expect(both.units, `${what} with the one before`).toBeLessThanOrEqual(BOTH_UNITS_MAX)
    }
}, 120_000)
