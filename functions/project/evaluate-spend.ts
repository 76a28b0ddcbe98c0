import { dayOf, instant, MINUTE_MS, msOf, type Zone } from "#shared/time.ts"
import { LOOK_MINUTES, periodsToLookAt, type SpendPeriod } from "#shared/usage/spend-period.ts"
import { firstDayNeeded, spendStanding } from "#shared/usage/spend-verdict.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import type { Ground } from "../table/ground.ts"
import { firstDayOf } from "../table/history.ts"
import {
  type NewSpendAlert,
  raiseSpend,
  raisedIn,
  spendAlertsOf,
  spendWatch,
  stopWatch,
  watchAgain,
} from "../table/spend-alert.ts"
import { spendOfDays } from "../table/spend-days.ts"

/** Looks at an organization's spend when it is due, raises what is over its limit, and says when to look again. */
export async function evaluateSpend(ground: Ground, organizationId: string): Promise<void> {
  const { db, clock } = ground
  const watch = await spendWatch(db, organizationId)
  if (watch?.gsi2sk === undefined || watch.gsi2sk > clock.due()) return
  const alerts = (await spendAlertsOf(db, organizationId)).map(({ alert }) => alert)
  if (alerts.length === 0) return void (await stopWatch(db, watch))
  await raiseAll(ground, organizationId, alerts)
  await watchAgain(db, watch, instant(msOf(clock.due()) + LOOK_MINUTES * MINUTE_MS))
}

async function raiseAll(ground: Ground, organizationId: string, alerts: readonly NewSpendAlert[]): Promise<void> {
  const { db, clock } = ground
  const zone: Zone = (await ground.zonesOf(organizationId))[0] ?? "UTC"
  const now = clock.business()
  const looks = alerts.flatMap((alert) =>
    periodsToLookAt(alert.kind, alert.createdAt, now, zone).map((period) => ({ alert, period })),
  )
  const known = await raisedIn(db, organizationId, looks.map(keyOf))
  const open = looks.filter((look) => !known.some((one) => isOf(one, look)))
  if (open.length === 0) return
  const first = open.map(({ alert, period }) => firstDayNeeded(alert.kind, period)).sort()[0]!
  const [spendOf, historyBegins] = await Promise.all([
    spendOfDays(ground, organizationId, zone, first, dayOf(now, zone)),
    firstDayOf(db, usageCube, organizationId, zone),
  ])
  for (const { alert, period } of open) {
    const { verdict, spentMicros, limitMicros } = spendStanding(alert, period, spendOf, historyBegins)
    if (verdict !== "over") continue
    const { alertId, name, project, kind } = alert
    await raiseSpend(
      db,
      organizationId,
      { alertId, name, project, kind, period: period.name, spentMicros, limitMicros: limitMicros!, raisedAt: now },
      clock.machine(),
    )
  }
}

interface Look {
  alert: NewSpendAlert
  period: SpendPeriod
}
const keyOf = ({ alert, period }: Look) => ({ alertId: alert.alertId, period: period.name })
const isOf = (raised: { alertId: string; period: string }, { alert, period }: Look): boolean =>
  raised.alertId === alert.alertId && raised.period === period.name
