import { createSpendAlert, deleteSpendAlert, listSpendAlerts } from "#shared/contract/spend-alerts.ts"
import { microsOfUsd } from "#shared/money.ts"
import { Refusal } from "#shared/refusal.ts"
import { dayOf } from "#shared/time.ts"
import { periodOf } from "#shared/usage/spend-period.ts"
import { firstDayNeeded, spendStanding } from "#shared/usage/spend-verdict.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import type { Ground } from "../table/ground.ts"
import { firstDayOf } from "../table/history.ts"
import { organizationRow } from "../table/organization.ts"
import { newestRaised, raisedIn, spendAlertsOf } from "../table/spend-alert.ts"
import { spendOfDays } from "../table/spend-days.ts"
import { topicVersion } from "../table/topic.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"
import { createAlert, deleteAlert } from "./spend-alert-commands.ts"

const RAISED_MAX = 50

export const spendAlertRoutes = (ground: Ground) => [
  route(ground, listSpendAlerts, async ({ organizationId }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    const version = await topicVersion(ground.db, `organization:${organizationId}`)
    const zone = (await ground.zonesOf(organizationId))[0] ?? "UTC"
    const now = ground.clock.business()
    const raised = await newestRaised(ground.db, organizationId, RAISED_MAX)
    return {
      items: await standingsOf(ground, organizationId, zone, now),
      raised: raised.sort((one, other) => (one.raisedAt > other.raisedAt ? -1 : 1)),
      timeZone: zone,
      asOf: now,
      version,
    }
  }),

  route(ground, createSpendAlert, async (asked, { caller, idempotencyKey }) => {
    const { organizationId, name, project, kind, amountUsd } = asked
    if (organizationRow(await organizationSeenBy(ground.db, organizationId, caller)).status === "deleted")
      throw new Refusal("conflict", "This organization was deleted; it spends nothing more")
    return createAlert(ground, caller, idempotencyKey, organizationId, {
      name: name ?? null,
      project: project ?? null,
      kind,
      amountMicros: amountUsd === undefined ? null : microsOfUsd(amountUsd),
    })
  }),

  route(ground, deleteSpendAlert, async ({ organizationId, alertId }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    return deleteAlert(ground, caller, organizationId, alertId)
  }),
]

/** Every alert of an organization, the oldest first, as it stands in its running period. */
async function standingsOf(ground: Ground, organizationId: string, zone: string, now: string) {
  const rows = await spendAlertsOf(ground.db, organizationId)
  if (rows.length === 0) return []
  const today = dayOf(now, zone)
  const running = rows.map(({ alert }) => ({ alert, period: periodOf(alert.kind, today) }))
  const first = running.map(({ alert, period }) => firstDayNeeded(alert.kind, period)).sort()[0]!
  const [spendOf, historyBegins, raised] = await Promise.all([
    spendOfDays(ground, organizationId, zone, first, today),
    firstDayOf(ground.db, usageCube, organizationId, zone),
    raisedIn(
      ground.db,
      organizationId,
      running.map(({ alert, period }) => ({ alertId: alert.alertId, period: period.name })),
    ),
  ])
  return rows
    .map(({ lastRaisedAt, alert: kept }) => {
      const { askedHash: _, ...alert } = kept
      const period = periodOf(alert.kind, today)
      const { spentMicros, limitMicros, weeksKnown } = spendStanding(alert, period, spendOf, historyBegins)
      return {
        ...alert,
        period: period.name,
        spentMicros,
        limitMicros,
        weeksKnown,
        raisedAt: raised.find(({ alertId }) => alertId === alert.alertId)?.raisedAt ?? null,
        lastRaisedAt: lastRaisedAt ?? null,
      }
    })
    .sort((one, other) => (one.createdAt < other.createdAt ? -1 : 1))
}
