import { type MetricsTop, readOrganizationMetrics } from "#shared/contract/metrics.ts"
import { own } from "#shared/named.ts"
import { changesOf, errorsOf, topOf, totalsOf } from "#shared/usage/metrics-figures.ts"
import { chartOf } from "#shared/usage/metrics-chart.ts"
import { windowBefore } from "#shared/usage/metrics-window.ts"
import { sumUsage } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import type { Db } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { firstDayOf } from "../table/history.ts"
import { topicVersion } from "../table/topic.ts"
import { usageTold, windowAskedFor } from "./metrics-told.ts"
import { nounNames } from "./noun-names.ts"
import { namesOf, shownName } from "./user-names.ts"
import type { Caller } from "./caller.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

export const metricsRoutes = (ground: Ground) => [
  route(ground, readOrganizationMetrics, async (asked, { caller }) => {
    const { organizationId, project } = asked
    await organizationSeenBy(ground.db, organizationId, caller)
    const role = own(caller.memberships, organizationId)
    const seesCost = caller.staffRole !== null || role === "owner" || role === "admin"
    const version = await topicVersion(ground.db, `organization:${organizationId}`)
    const zone = (await ground.zonesOf(organizationId))[0] ?? "UTC"
    const now = ground.clock.business()
    const window = windowAskedFor(asked, zone, now)
    const before = asked.compare ? windowBefore(window, now) : undefined
    const [told, historyBegins] = await Promise.all([
      usageTold(ground, { organizationId, project, zone }, window, before),
      firstDayOf(ground.db, usageCube, organizationId, zone),
    ])
    const { step, parts } = told
    const whole = sumUsage(parts)
    const wholeBefore = told.before && sumUsage(told.before.parts)
    const totals = totalsOf(whole.all, whole.latency, seesCost)
    const totalsBefore = wholeBefore && totalsOf(wholeBefore.all, wholeBefore.latency, seesCost)
    const namesBefore = told.before?.isApart ? wholeBefore : undefined
    const top = (name: "models" | "projects" | "keys" | "users") =>
      topOf(whole[name], whole.all, namesBefore?.[name], seesCost)
    const [projects, keys] = [top("projects"), top("keys")]
    const shown = {
      projects: project === undefined ? namesIn(projects) : [project],
      keys: told.isApart ? namesIn(keys) : [],
    }
    const nouns = await nounNames(ground.db, organizationId, shown, caller)
    return {
      window: { name: window.name, from: window.from, to: window.to, timeZone: zone, bucket: step },
      projectName: project === undefined ? null : nouns.project(project),
      points: chartOf({ ...window, step }, parts, seesCost),
      totals,
      rankedBy: seesCost ? ("cost" as const) : ("tokens" as const),
      top: told.isApart
        ? {
            models: top("models"),
            projects: project === undefined ? labelled(projects, nouns.project) : null,
            keys: labelled(keys, nouns.key),
            users: await called(ground.db, organizationId, top("users"), caller),
          }
        : null,
      errorTypes: told.isApart ? errorsOf(whole.errorTypes, whole.all.errors) : null,
      previous:
        before && totalsBefore ? { ...before, totals: totalsBefore, changes: changesOf(totals, totalsBefore) } : null,
      historyBegins: historyBegins ?? null,
      asOf: now,
      version,
    }
  }),
]

const namesIn = ({ rows }: MetricsTop): string[] => rows.flatMap(({ name }) => name ?? [])
/** Names as they were told; what has none is called by its id. */
const labelled = (top: MetricsTop, nameOf: (id: string) => string | null): MetricsTop => ({
  ...top,
  rows: top.rows.map((row) => ({ ...row, label: row.name && (nameOf(row.name) ?? row.name) })),
})

async function called(db: Db, organizationId: string, top: MetricsTop, caller: Caller): Promise<MetricsTop> {
  return labelled(top, shownName(await namesOf(db, organizationId, namesIn(top)), caller))
}
