import { type Calendar, DAYS_BACK, isWeekend, MINUTE_SECONDS } from "./calendar.ts"
import { type CloudEvent, cloudEvent } from "./cloud-event.ts"
import { type Dice, diceOf } from "./dice.ts"
import type { StripeEvent } from "./life.ts"
import type { Organization } from "./organizations.ts"
import { VOLUME } from "./volume.ts"

const WEEKEND_SHARE = 0.3
/** One telling a day: any 24 hours hold exactly one. */
const [HOUR, MINUTE] = [16, 20]
const SHARES = { Job: 1, Ticket: 0.31, Company: 0.12, Lead: 0.19, Invoice: 0.24 } as const

/** What companies made in the product: jobs, tickets, their own customers, leads and invoices. */
export function recordEvents(
  calendar: Calendar,
  all: readonly Organization[],
  delivered: readonly StripeEvent[],
): CloudEvent[] {
  return Array.from({ length: VOLUME.recordDays + 1 }, (_, daysAgo) => daysAgo).flatMap((daysAgo) => {
    const at = calendar.timeOn(daysAgo, HOUR, MINUTE)
    if (at + MINUTE_SECONDS > calendar.nowSeconds) return []
    const dice = diceOf(`records ${daysAgo}`)
    return [
      ...madeAt(dice, at, levelOn(calendar, daysAgo), weighted(all, at), String(daysAgo)),
      ...billedOn(calendar, daysAgo, at, delivered),
    ]
  })
}

function levelOn(calendar: Calendar, daysAgo: number): number {
  const dice = diceOf(`record level ${daysAgo}`)
  const growth = 1 - (1.2 * daysAgo) / DAYS_BACK
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
      const id = `${model.toLowerCase()}_${name}x${nth}`
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
