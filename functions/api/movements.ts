import { listMovements, readMovements } from "#shared/contract/movements.ts"
import { cohortsOf } from "#shared/revenue/cohorts.ts"
import { missingRates, sinceDay } from "#shared/revenue/figures.ts"
import { standingsOf } from "#shared/revenue/ledger.ts"
import { lifetimeValue, monthlyOf } from "#shared/revenue/monthly.ts"
import { addDays, addMonths, dayOf, firstOfMonth } from "#shared/time.ts"
import { businessNow, machineNow } from "../runtime/clock.ts"
import type { Ground } from "../table/ground.ts"
import { listMovements as movementsFeed, movementCounts, type MovementPlace } from "../table/list-movements.ts"
import { revenueHistory } from "../table/revenue-history.ts"
import { isRefolding } from "../table/settings.ts"
import { topicVersion } from "../table/topic.ts"
import { asOfMoment } from "./as-of.ts"
import { type CursorBinding, type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { notedCubes } from "./overview-cubes.ts"
import { route } from "./route.ts"

const TOPIC = "overview"
/** The lifetime value needs three months that are over, whatever the page shows. */
const MONTHS_MIN = 4

export const movementRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, readMovements, async ({ mode, months: count, asOf }) => {
    const version = await topicVersion(ground.db, TOPIC)
    const [settings, recomputing] = await Promise.all([ground.settings(), isRefolding(ground.db)])
    const zone = settings.reportingZone
    const now = asOfMoment(asOf, zone)
    const today = dayOf(now, zone)
    const { ground: noted, cubes } = notedCubes(ground)
    const firstDay = addMonths(firstOfMonth(today), 1 - Math.max(count, MONTHS_MIN))
    const history = await revenueHistory(noted, { mode, zone }, { firstDay, today })
    const standings = standingsOf(history, today)
    const months = monthlyOf(settings, standings, {
      today,
      over: today < dayOf(businessNow(), zone),
      count: Math.max(count, MONTHS_MIN),
    })
    const shown = addMonths(firstOfMonth(today), 1 - count)
    return {
      asOf: now,
      day: today,
      timeZone: zone,
      currency: settings.reportingCurrency,
      version,
      months: months.slice(0, count),
      cohorts: cohortsOf(settings, history, today, count),
      ltv: lifetimeValue(settings, months, standings),
      missingRates: missingRates(
        settings,
        standings.filter(({ day }) => day >= addDays(shown, -1)),
      ),
      recomputing,
      cube: cubes["revenue"] ?? null,
      since: sinceDay(history),
    }
  }),

  route(ground, listMovements, async ({ limit, cursor, ...filter }, { caller }) => {
    const binding: CursorBinding = { personId: caller.personId, list: "movements", filter }
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as MovementPlace) : undefined
    const version = await topicVersion(ground.db, TOPIC)
    const masked = caller.staffRole === "viewer"
    const [{ items, next, scannedTo }, counts] = await Promise.all([
      movementsFeed(ground, { filter, limit, from, masked }),
      movementCounts(ground, filter),
    ])
    return {
      items,
      nextCursor: next ? signCursor(secret, next, binding) : null,
      asOf: machineNow(),
      ...counts,
      scannedTo,
      masked,
      version,
    }
  }),
]
