import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import { metricsRoutes } from "../../functions/api/metrics.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { askAsAdmin } from "../support/ask.ts"
import { denseUsage } from "../support/dense-usage.ts"
import { machine } from "../table/machine.ts"
import { type Figure, rounded } from "./figure.ts"

const NOW = "2026-11-20T14:02:33.500Z"
const DAY_MS = 86_400_000
const EDGES = [0, 1, 2, 7, 14, 30, 60, 90, 371].map((days) =>
  new Date(Date.parse(NOW) - days * DAY_MS).toISOString().slice(0, 10),
)

/** Read units of each window of an organization's metrics and one project's, alone and with the one before, over two dense years. */
export async function metricsFigures(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const perMinute of [1, 5]) {
    const it = machine(NOW)
    await saveOrganization(it.ground.db, "org_dense", { name: "Dense", known: true }, "1", NOW)
    const organizationId = await denseUsage(it, perMinute, NOW, new Set(EDGES))
    const admin = await askAsAdmin(it.ground.db)
    const unitsOf = async (query: Record<string, string>) => {
      const before = it.model.meter.readUnits
      const { status } = await admin(metricsRoutes(it.ground)[0]!, { path: { organizationId }, query })
      if (status !== 200) throw new Error(`Metrics answered ${status}`)
      return it.model.meter.readUnits - before
    }
    for (const window of METRICS_WINDOWS)
      for (const project of [undefined, "project_2"]) {
        const asked = { window, ...(project === undefined ? {} : { project }) }
        const alone = await unitsOf(asked)
        const both = await unitsOf({ ...asked, compare: "previous" })
        figures.push({
          what: `read units of ${window} of ${project === undefined ? "metrics" : "one project's metrics"}, ${perMinute} a minute for two years`,
          value: rounded(alone, 1),
          unit: "RU",
          against: `${rounded(both, 1)} RU with the one before`,
          bar: "≤ 25, ≤ 50 with the one before",
          held: alone <= 25 && both <= 50,
        })
      }
  }
  return figures
}
