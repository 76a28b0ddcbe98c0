import { readOverview } from "#shared/contract/overview.ts"
import { Refusal } from "#shared/refusal.ts"
import { addDays, dayOf, daysFrom, firstOfMonth, type Instant, instant, msOf, startOfDay } from "#shared/time.ts"
import { businessNow } from "../runtime/clock.ts"
import type { Ground } from "../table/ground.ts"
import { organizationCounts } from "../table/organizations.ts"
import { topicVersion } from "../table/topic.ts"
import { activityAt, platformUse, signupDays, weekBefore } from "./overview-activity.ts"
import { notedCubes } from "./overview-cubes.ts"
import { invoicesSent24h, revenueFigures } from "./overview-revenue.ts"
import { route } from "./route.ts"

/** Older than anything a product tells us about its users. */
const BEGINNING: Instant = "2010-01-01T00:00:00.000Z"

export const overviewRoutes = (ground: Ground) => [
  route(ground, readOverview, async ({ days, asOf: asOfDay, mode }) => {
    const version = await topicVersion(ground.db, "overview")
    const settings = await ground.settings()
    const zone = settings.reportingZone
    const now = asOfDay ? endOfDay(asOfDay, zone) : businessNow()
    const today = dayOf(now, zone)
    const before = weekBefore(now)
    const { ground: noted, cubes } = notedCubes(ground)
    const [{ figures, recent }, activity, then, sent, sentThen, signups, { use, since }, organizations] =
      await Promise.all([
        revenueFigures(noted, settings, { mode, today, days }),
        activityAt(noted, zone, now),
        activityAt(noted, zone, before),
        invoicesSent24h(noted, mode, zone, now),
        invoicesSent24h(noted, mode, zone, before),
        signupDays(noted, zone, daysFrom(addDays(today, 1 - days), today)),
        platformUse(noted, zone, now, BEGINNING),
        organizationCounts(ground, now, startOfDay(firstOfMonth(today), zone)),
      ])
    const { series, activeSubscriptions, historyBegins, ...revenue } = figures
    return {
      asOf: now,
      day: today,
      timeZone: zone,
      currency: settings.reportingCurrency,
      version,
      ...revenue,
      activity: { ...shown(activity, sent), before: shown(then, sentThen) },
      series: { ...series, signups },
      recentMovements: recent,
      platform: { ...organizations, activeSubscriptions, ...use },
      cubes,
      historyBegins: { ...historyBegins, signups: since },
    }
  }),
]

const shown = ({ ownInvoices24h, ...activity }: Awaited<ReturnType<typeof activityAt>>, sent: number) => ({
  ...activity,
  invoicesSent24h: sent + ownInvoices24h,
})

function endOfDay(day: string, zone: string): Instant {
  const end = startOfDay(addDays(day, 1), zone)
  if (end > businessNow()) {
    if (day > dayOf(businessNow(), zone))
      throw new Refusal("invalid", "This day has not begun", { where: "asOf", wanted: "a day that is over, or today" })
    return businessNow()
  }
  return instant(msOf(end) - 1)
}
