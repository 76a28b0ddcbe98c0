import { readSpendCourse, readSpendMonth } from "#shared/contract/spend.ts"
import { dayOf, daysFrom, firstOfMonth } from "#shared/time.ts"
import { projectStep, wholeLevelsFor } from "#shared/usage/metrics-window.ts"
import { spendCourse } from "#shared/usage/spend-course.ts"
import { spendMonth } from "#shared/usage/spend-month.ts"
import { projectOf, projectSumsOf, usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import type { Ground } from "../table/ground.ts"
import { firstDayOf } from "../table/history.ts"
import { spendOfDays } from "../table/spend-days.ts"
import { topicVersion } from "../table/topic.ts"
import { usageIn } from "../table/usage-in.ts"
import { windowAskedFor } from "./metrics-told.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

export const spendRoutes = (ground: Ground) => {
  const standing = async (organizationId: string) => ({
    version: await topicVersion(ground.db, `organization:${organizationId}`),
    zone: (await ground.zonesOf(organizationId))[0] ?? "UTC",
    now: ground.clock.business(),
  })

  return [
    route(ground, readSpendCourse, async (asked, { caller }) => {
      await organizationSeenBy(ground.db, asked.organizationId, caller)
      const { version, zone, now } = await standing(asked.organizationId)
      const window = windowAskedFor(asked, zone, now)
      const step = projectStep(window.step)
      const cubes = await usageIn(ground, asked.organizationId, zone, window, wholeLevelsFor(step))
      const { project } = asked
      const parts = cubes.map((cube) =>
        project === undefined ? usageOf(cube) : (projectOf(cube, project) ?? projectSumsOf(cube, project)),
      )
      return {
        window: { name: window.name, from: window.from, to: window.to, timeZone: zone, bucket: step },
        ...spendCourse({ ...window, step }, parts, asked.by),
        asOf: now,
        version,
      }
    }),

    route(ground, readSpendMonth, async ({ organizationId, project }, { caller }) => {
      await organizationSeenBy(ground.db, organizationId, caller)
      const { version, zone, now } = await standing(organizationId)
      const today = dayOf(now, zone)
      const first = firstOfMonth(today)
      const [costOf, historyBegins] = await Promise.all([
        spendOfDays(ground, organizationId, zone, first, today),
        firstDayOf(ground.db, usageCube, organizationId, zone),
      ])
      const days = daysFrom(first, today).map((day) => ({ day, costMicros: costOf(day, project) }))
      return {
        month: first.slice(0, 7),
        timeZone: zone,
        days,
        ...spendMonth(days, today, historyBegins),
        historyBegins: historyBegins ?? null,
        asOf: now,
        version,
      }
    }),
  ]
}
