import { type MetricsTop, readOrganizationMetrics } from "#shared/contract/metrics.ts"
import { own } from "#shared/named.ts"
import { Refusal } from "#shared/refusal.ts"
import { emptySketch } from "#shared/sketch.ts"
import type { Instant, Zone } from "#shared/time.ts"
import { changesOf, errorsOf, topOf, totalsOf } from "#shared/usage/metrics-figures.ts"
import { chartOf } from "#shared/usage/metrics-chart.ts"
import {
  customWindow,
  levelsFor,
  type MetricsWindow,
  namedWindow,
  projectStep,
  wholeLevelsFor,
  windowBefore,
} from "#shared/usage/metrics-window.ts"
import type { Usage } from "#shared/usage/usage.ts"
import { sumUsage, usageCube } from "#shared/usage/usage-cube.ts"
import { sumsOfRow } from "#shared/usage/usage-sums.ts"
import type { Db } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { firstDayOf } from "../table/history.ts"
import { topicVersion } from "../table/topic.ts"
import { nounNames } from "./noun-names.ts"
import { usageIn } from "../table/usage-in.ts"
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
    const step = project === undefined ? window.step : projectStep(window.step)
    const before = asked.compare ? windowBefore(window, now) : undefined
    const levels = project === undefined ? levelsFor(step) : wholeLevelsFor(step)
    const [pieces, past, historyBegins] = await Promise.all([
      usageIn(ground, organizationId, zone, window, levels),
      before && usageIn(ground, organizationId, zone, before, usageCube.levels),
      firstDayOf(ground.db, usageCube, organizationId, zone),
    ])
    const parts = project === undefined ? pieces : pieces.map((piece) => ofProject(piece, project))
    const whole = sumUsage(parts)
    const wholeBefore = past && sumUsage(project === undefined ? past : past.map((piece) => ofProject(piece, project)))
    const totals = totalsOf(whole.all, whole.latency, seesCost)
    const totalsBefore = wholeBefore && totalsOf(wholeBefore.all, wholeBefore.latency, seesCost)
    const top = (name: "models" | "projects" | "keys" | "users") =>
      topOf(whole[name], whole.all, wholeBefore?.[name], seesCost)
    const [projects, keys] = [top("projects"), top("keys")]
    const shown = {
      projects: project === undefined ? namesIn(projects) : [project],
      keys: project ? [] : namesIn(keys),
    }
    const nouns = await nounNames(ground.db, organizationId, shown, caller)
    return {
      window: { name: window.name, from: window.from, to: window.to, timeZone: zone, bucket: step },
      projectName: project === undefined ? null : nouns.project(project),
      points: chartOf({ ...window, step }, parts, seesCost),
      totals,
      rankedBy: seesCost ? ("cost" as const) : ("tokens" as const),
      top:
        project === undefined
          ? {
              models: top("models"),
              projects: labelled(projects, nouns.project),
              keys: labelled(keys, nouns.key),
              users: await called(ground.db, organizationId, top("users"), caller),
            }
          : null,
      errorTypes: project === undefined ? errorsOf(whole.errorTypes, whole.all.errors) : null,
      previous:
        before && totalsBefore ? { ...before, totals: totalsBefore, changes: changesOf(totals, totalsBefore) } : null,
      historyBegins: historyBegins ?? null,
      asOf: now,
      version,
    }
  }),
]

interface Asked {
  window: Parameters<typeof namedWindow>[0]
  from?: Instant | undefined
  to?: Instant | undefined
}
/** The window that is asked for, as of now. Refuses one that has not begun. */
export function windowAskedFor({ window, from, to }: Asked, zone: Zone, now: Instant): MetricsWindow {
  if (!from || !to) return namedWindow(window, zone, now)
  if (from >= now)
    throw new Refusal("invalid", "This time has not begun", { where: "from", wanted: "an instant that is over" })
  return customWindow(from, to, zone, now)
}

/** A cube as if only one project had called: when within it and how long its calls took is not kept. */
function ofProject({ projects, points }: Usage, project: string): Usage {
  const row = own(projects.of, project)
  const first = points[0]
  return {
    ...sumUsage([]),
    all: sumsOfRow(row ?? []),
    points: row && first ? [{ ...first, row, latency: emptySketch }] : [],
    depth: 0,
  }
}

const namesIn = ({ rows }: MetricsTop): string[] => rows.flatMap(({ name }) => name ?? [])
/** Names as they were told; what has none is called by its id. */
const labelled = (top: MetricsTop, nameOf: (id: string) => string | null): MetricsTop => ({
  ...top,
  rows: top.rows.map((row) => ({ ...row, label: row.name && (nameOf(row.name) ?? row.name) })),
})

async function called(db: Db, organizationId: string, top: MetricsTop, caller: Caller): Promise<MetricsTop> {
  return labelled(top, shownName(await namesOf(db, organizationId, namesIn(top)), caller))
}
