import { activityCube } from "#shared/account/activity-cube.ts"
import type { DayCounts, UsageSnapshot } from "#shared/contract/usage-snapshot.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import type { ProductSubject } from "#shared/payments/product-url.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { type Timeline, timelineOf } from "#shared/revenue/timeline.ts"
import { addDays, type Day, dayOf, daysFrom, type Instant, instantOfUnix, startOfDay, type Zone } from "#shared/time.ts"
import { generationCube, generationsOf } from "#shared/usage/generation-cube.ts"
import { sessionCube } from "#shared/usage/session-cube.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { logger } from "../runtime/logger.ts"
import { cubesByStart } from "../table/cubes.ts"
import { customerFacts, customerOrganizations } from "../table/customer.ts"
import type { Key } from "../table/db.ts"
import { type DisputeId, disputeOfKey, dueCharge } from "../table/dispute.ts"
import type { Ground } from "../table/ground.ts"
import { firstDayOf } from "../table/history.ts"
import { organizationById, organizationName } from "../table/organization.ts"
import { paymentFacts } from "../table/payment.ts"
import { keepSnapshot, noteSnapshotFailure, usageSnapshotOf } from "../table/usage-snapshot.ts"
import { wantProduct } from "./want-product.ts"

const DAYS = 60
const RECEIPTS_MAX = 12

/** Takes the snapshot of a dispute that was seen, unless there is one; what fails is tried again, and never holds up the dispute. */
export async function takeSnapshot(ground: Ground, key: Key): Promise<void> {
  const { db, clock } = ground
  const row = await dueCharge(db, key, clock.due())
  if (!row) return
  const dispute = disputeOfKey(key)
  try {
    const payer = await payerOf(ground, dispute, row.chargeId)
    await wantProduct(ground, dispute, payer)
    const held = await usageSnapshotOf(db, dispute)
    await keepSnapshot(db, dispute, held ?? (await snapshotOf(ground, payer)))
  } catch (error) {
    logger.warn("usage snapshot failed", { error, of: dispute })
    await noteSnapshotFailure(db, row, String((error as Error).message), clock.due())
  }
}

/** Whom a dispute is with, as far as anybody told, and when it was opened. */
interface Payer extends ProductSubject {
  mode: DisputeId["mode"]
  at: Instant
}

async function payerOf({ db }: Ground, { mode, disputeId }: DisputeId, chargeId: string): Promise<Payer> {
  const { charge, disputes } = paymentOf(await paymentFacts(db, { mode, chargeId }))
  const dispute = disputes.find(({ id }) => id === disputeId)
  if (!dispute) throw new Error(`nothing is told of ${disputeId}`)
  if (!charge) throw new Error("its charge is not told yet")
  const { customerId } = charge
  const customers = customerId === null ? [] : [{ mode, customerId }]
  const organizationOf = await customerOrganizations(db, customers)
  const at = instantOfUnix(dispute.snapshot.createdSeconds)
  return { mode, at, customerId, organizationId: customers[0] ? organizationOf(customers[0]) : null }
}

/** What our own facts say of a dispute's customer, up to the day of the dispute. */
async function snapshotOf(ground: Ground, { mode, at, customerId, organizationId }: Payer): Promise<UsageSnapshot> {
  const { db } = ground
  const [facts, settings] = await Promise.all([
    customerId === null ? [] : customerFacts(db, { mode, customerId }),
    ground.settings(),
  ])
  const zone = organizationId === null ? settings.reportingZone : ((await ground.zonesOf(organizationId))[0] ?? "UTC")
  const used = await usedBy(ground, organizationId, zone, dayOf(at, zone))
  const record = organizationId === null ? undefined : await organizationById(db, organizationId)
  return {
    takenAt: ground.clock.business(),
    organizationId,
    organizationName: record ? organizationName(record) : null,
    zone,
    ...used,
    ...servicesOf(timelineOf(facts as StripeFact[], settings), at),
  }
}

type Used = Pick<UsageSnapshot, "firstDay" | "lastDay" | "days" | "sums" | "firstSeenOn" | "lastSeenOn">
const NOTHING = { activities: 0, sessions: 0, requests: 0, generations: 0 }
const COUNTS = Object.keys(NOTHING) as (keyof typeof NOTHING)[]

async function usedBy(ground: Ground, organizationId: string | null, zone: Zone, lastDay: Day): Promise<Used> {
  const firstDay = addDays(lastDay, 1 - DAYS)
  const none = { firstDay, lastDay, days: [], sums: NOTHING, firstSeenOn: null, lastSeenOn: null }
  if (organizationId === null) return none
  const daily = async <Cube>(kind: CubeKind<never, Cube>, countOf: (cube: Cube) => number) => {
    const [from, to] = [startOfDay(firstDay, zone), startOfDay(addDays(lastDay, 1), zone)]
    const cubes = await cubesByStart(ground, kind, { scope: organizationId, zone }, "day", from, to)
    return (day: Day): number => {
      const cube = cubes.get(day)
      return cube === undefined ? 0 : countOf(cube)
    }
  }
  const [activities, sessions, requests, generations, ...firsts] = await Promise.all([
    daily(activityCube, ({ count }) => count),
    daily(sessionCube, ({ all }) => all.sessions),
    daily(usageCube, (cube) => usageOf(cube).all.requests),
    daily(generationCube, (cube) => generationsOf(cube).generations),
    ...[activityCube, sessionCube, usageCube, generationCube].map((kind) =>
      firstDayOf(ground.db, kind as unknown as CubeKind<never>, organizationId, zone),
    ),
  ])
  const days: DayCounts[] = daysFrom(firstDay, lastDay)
    .map((day) => ({
      ...{ day, activities: activities(day), sessions: sessions(day) },
      ...{ requests: requests(day), generations: generations(day) },
    }))
    .filter((one) => COUNTS.some((name) => one[name] > 0))
  return {
    ...none,
    days,
    sums: Object.fromEntries(
      COUNTS.map((name) => [name, days.reduce((sum, one) => sum + one[name], 0)]),
    ) as Used["sums"],
    firstSeenOn: firsts.filter((day) => day !== undefined && day <= lastDay).sort()[0] ?? null,
    lastSeenOn: days.at(-1)?.day ?? null,
  }
}

/** What was subscribed to and paid by an instant. */
function servicesOf({ subscriptions, invoices }: Timeline, at: Instant): Pick<UsageSnapshot, "services" | "receipts"> {
  const services = subscriptions.flatMap(({ subscriptionId, steps }) => {
    const last = steps.at(-1)?.snapshot
    if (!last || instantOfUnix(last.startedSeconds) > at) return []
    const ended = last.endedSeconds === null ? null : instantOfUnix(last.endedSeconds)
    const plans = [...new Set(last.items.map(({ planName, priceId }) => planName ?? priceId ?? "a price"))]
    return [
      {
        subscriptionId,
        plan: plans.join(", ") || "a subscription",
        from: instantOfUnix(last.startedSeconds),
        to: ended !== null && ended <= at ? ended : null,
        paidThrough: last.periodEndSeconds ? instantOfUnix(last.periodEndSeconds) : null,
      },
    ]
  })
  const receipts = invoices.flatMap(({ invoiceId, snapshot, paidSeconds }) => {
    if (paidSeconds === null || snapshot.paidCents === 0 || instantOfUnix(paidSeconds) > at) return []
    const { number, currency, paidCents, url } = snapshot
    return [{ invoiceId, number, paidAt: instantOfUnix(paidSeconds), currency, paidCents, url }]
  })
  const newestFirst = receipts.sort((one, other) => (one.paidAt > other.paidAt ? -1 : 1))
  return { services, receipts: newestFirst.slice(0, RECEIPTS_MAX) }
}
