import { type Overview, readOverview } from "#shared/contract/overview.ts"
import { addDays, dayOf, daysFrom, firstOfMonth, type Instant, startOfDay } from "#shared/time.ts"
import type { Ground } from "../table/ground.ts"
import { ledgerSums } from "../table/ledger-sum.ts"
import { organizationCounts } from "../table/organizations.ts"
import { isRefolding } from "../table/settings.ts"
import { topicVersion } from "../table/topic.ts"
import { asOfMoment } from "./as-of.ts"
import { activityAt, modelUse, signupDays, userCounts, weekBefore } from "./overview-activity.ts"
import { notedCubes } from "./overview-cubes.ts"
import { beyondStripe, invoicesSent24h, revenueFigures } from "./overview-revenue.ts"
import { partOf } from "./overview-part.ts"
import { route } from "./route.ts"

/** Older than anything a product tells us about its users. */
const BEGINNING: Instant = "2010-01-01T00:00:00.000Z"

export const overviewRoutes = (ground: Ground) => [
  route(ground, readOverview, async ({ days, asOf, mode }, { caller }) => {
    const version = await topicVersion(ground.db, "overview")
    const [settings, recomputing] = await Promise.all([ground.settings(), isRefolding(ground.db)])
    const zone = settings.reportingZone
    const now = asOfMoment(asOf, zone)
    const today = dayOf(now, zone)
    const isToday = today === dayOf(ground.clock.business(), zone)
    const before = weekBefore(now)
    const { ground: noted, cubes } = notedCubes(ground)
    const failed: Overview["failed"] = []
    const lately = async (at: Instant) => {
      const [activity, sent] = await Promise.all([activityAt(noted, zone, at), invoicesSent24h(noted, mode, zone, at)])
      return shown(activity, sent)
    }
    const users = userCounts(noted, zone, now, BEGINNING)
    const [{ figures, recent }, beyondStripeCents, activity, signups, platform] = await Promise.all([
      revenueFigures(noted, settings, { mode, today, days, masked: caller.staffRole === "viewer" }),
      isToday ? beyondStripe(ground, settings, mode, today) : null,
      partOf("activity", failed, async () => {
        const [present, past] = await Promise.all([lately(now), lately(before)])
        return { ...present, before: past }
      }),
      partOf("signups", failed, async () => {
        const [byDay, { since }] = await Promise.all([
          signupDays(noted, zone, daysFrom(addDays(today, 1 - days), today)),
          users,
        ])
        return { byDay, since }
      }),
      partOf("platform", failed, async () => {
        const [{ heldMicros }, use, organizations, { since: _, ...people }] = await Promise.all([
          ledgerSums(ground.db),
          modelUse(noted, zone, now),
          organizationCounts(ground, now, startOfDay(firstOfMonth(today), zone)),
          users,
        ])
        return { ...organizations, ...people, ...use, creditsMicros: isToday ? heldMicros : null }
      }),
    ])
    const { series, activeSubscriptions, historyBegins, ...revenue } = figures
    return {
      asOf: now,
      day: today,
      timeZone: zone,
      currency: settings.reportingCurrency,
      version,
      ...revenue,
      discounts: { rule: settings.discounts, beyondStripeCents },
      activity,
      series: { ...series, signups: signups?.byDay ?? null },
      recentMovements: recent,
      platform: platform && { ...platform, activeSubscriptions },
      recomputing,
      failed,
      cubes,
      historyBegins: { ...historyBegins, signups: signups?.since ?? null },
    }
  }),
]

const shown = ({ ownInvoices24h, ...activity }: Awaited<ReturnType<typeof activityAt>>, sent: number) => ({
  ...activity,
  invoicesSent24h: sent + ownInvoices24h,
})
