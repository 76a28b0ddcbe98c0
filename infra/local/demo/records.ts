import { type Calendar, DAYS_BACK, isWeekend, MINUTE_SECONDS } from "./calendar.ts"
import { type CloudEvent, cloudEvent } from "./cloud-event.ts"
import { type Dice, diceOf } from "./dice.ts"
import type { StripeEvent } from "./life.ts"
import type { Organization } from "./organizations.ts"
import { VOLUME } from "./volume.ts"

const WEEKEND_SHARE = 0.3
const RARELY_DAYS = 28
/** Days within a window of 24 hours that pages compare are told four times a day. */
const COMPARED_DAYS = [0, 1, 7, 8]
const HOURS = [
  [3, 20, 0.12],
  [10, 20, 0.34],
  [15, 20, 0.36],
  [20, 20, 0.18],
] as const
const ONE_HOUR = [[16, 20, 1]] as const
const SHARES = { Job: 1, Ticket: 0.31, Company: 0.12, Lead: 0.19, Invoice: 0.24 } as const

/** What companies made in the product: jobs, tickets, their own customers, leads and invoices. */
export function recordEvents(
  calendar: Calendar,
  all: readonly Organization[],
  delivered: readonly StripeEvent[],
): CloudEvent[] {
  return tellingDays().flatMap((daysAgo) => {
    const times = COMPARED_DAYS.includes(daysAgo) ? HOURS : ONE_HOUR
    return times.flatMap(([hour, minute, share], nth) => {
      const at = calendar.timeOn(daysAgo, hour, minute)
      if (at + MINUTE_SECONDS > calendar.nowSeconds) return []
      const dice = diceOf(`records ${daysAgo} ${nth}`)
      const last = nth === times.length - 1
      return [
        ...madeAt(dice, at, share * levelOn(calendar, daysAgo), weighted(all, at), `${daysAgo} ${nth}`),
        ...(last ? billedOn(calendar, daysAgo, at, delivered) : []),
      ]
    })
  })
}

/** Daily at first, then every fourth week. */
function tellingDays(): number[] {
  const days = Array.from({ length: VOLUME.recordDays + 1 }, (_, daysAgo) => daysAgo)
  for (let daysAgo = VOLUME.recordDays + RARELY_DAYS; daysAgo <= DAYS_BACK; daysAgo += RARELY_DAYS) days.push(daysAgo)
  return days
}

function levelOn(calendar: Calendar, daysAgo: number): number {
  const dice = diceOf(`record level ${daysAgo}`)
  const growth = 1 - (0.35 * daysAgo) / DAYS_BACK
  return growth * (isWeekend(calendar.timeOn(daysAgo, 12, 0)) ? WEEKEND_SHARE : 1) * (0.94 + 0.12 * dice.unit())
}

/** Organizations once for every few seats, so that the large ones make more. */
const weighted = (all: readonly Organization[], at: number): string[] =>
  all
    .filter(({ status, createdSeconds }) => status === "active" && createdSeconds < at)
    .flatMap(({ organizationId, size }) => Array.from({ length: 1 + Math.floor(size / 6) }, () => organizationId))

function madeAt(dice: Dice, at: number, level: number, busy: readonly string[], name: string): CloudEvent[] {
  return Object.entries(SHARES).flatMap(([model, share]) =>
    Array.from({ length: Math.round(VOLUME.jobsADay * level * share) }, (_, nth) => {
      const org = dice.pick(busy)
      const id = `${model.toLowerCase()}_${name.replace(" ", "x")}x${nth}`
      const parents =
        model === "Company" ? {} : { parents: { Company: `company_${org.slice(-6)}_${dice.whole(1, 40)}` } }
      return cloudEvent("record.created", id, at + dice.whole(0, 59), { model, id, org, ...parents })
    }),
  )
}

/** The product's own bills of a day, which stand at Stripe too and are counted there. */
function billedOn(calendar: Calendar, daysAgo: number, at: number, delivered: readonly StripeEvent[]): CloudEvent[] {
  const day = calendar.dayAgo(daysAgo)
  const from = calendar.timeOn(daysAgo, 0, 0)
  return delivered
    .filter(({ type, created }) => type === "invoice.finalized" && created >= from && created <= at)
    .map(({ data: { object } }, nth) => {
      const { metadata } = (object["parent"] as { subscription_details: { metadata: { organizationId: string } } })
        .subscription_details
      const id = `bill_${day}_${nth}`
      return cloudEvent("record.created", id, at, {
        model: "Invoice",
        id,
        org: metadata.organizationId,
        stripeInvoiceId: object.id,
      })
    })
}
