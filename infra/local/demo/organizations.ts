import { instantOfUnix } from "#shared/time.ts"
import { type CloudEvent, cloudEvent } from "./cloud-event.ts"
import { type Calendar, DAY_SECONDS, DAYS_BACK } from "./calendar.ts"
import { ACME, type Company, companies } from "./customers.ts"
import { diceOf, idOf } from "./dice.ts"
import type { Currency } from "./prices.ts"
import type { Lived } from "./subscriptions.ts"

/** An organization of the demo, as it stands at the end of the history. */
export interface Organization extends Company {
  ownerId: string
  stripeCustomerId: string | null
  plan: "free" | "pro" | "enterprise"
  status: "active" | "inactive" | "deleted"
  timeZone: string
  createdSeconds: number
  /** Since when its status is what it is. */
  statusSeconds: number
  /** Seats it pays for; what it does grows with them. */
  size: number
}

/** The product tells of its organizations once a week, at this hour: few minutes of the table hold them all. */
const SYNC_HOUR = 3
const SYNC_DAYS = 7
const SUSPENDED_MAX = 4
const DELETED_MAX = 2
const ZONES = {
  usd: ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"],
  eur: ["Europe/Berlin", "Europe/Paris"],
  gbp: ["Europe/London"],
} as const

export const ownerOf = (organizationId: string): string =>
  organizationId === ACME ? "usr_acme_owner" : idOf("usr", `owner of ${organizationId}`)

/** All organizations, those with a Stripe customer first; a customer that stopped paying is free again, suspended or deleted. */
export function organizations(calendar: Calendar, lived: readonly Lived[]): Organization[] {
  const { paying, free } = companies()
  const left = { suspended: SUSPENDED_MAX, deleted: DELETED_MAX }
  return [
    ...paying.map((company, index) => ofCustomer(calendar, company, lived[index]!, left)),
    ...free.map((company): Organization => {
      const daysAgo = diceOf(`free ${company.organizationId}`).whole(4, DAYS_BACK + 240)
      const at = calendar.workMoment(daysAgo, 0.4)
      return organization(company, {
        stripeCustomerId: null,
        plan: "free",
        status: "active",
        createdSeconds: at,
        statusSeconds: at,
        size: 2,
      })
    }),
  ]
}

function ofCustomer(
  calendar: Calendar,
  company: Company,
  { customer, subscription }: Lived,
  left: { suspended: number; deleted: number },
): Organization {
  const dice = diceOf(`organization ${company.organizationId}`)
  const ended = !subscription || subscription.status === "canceled" || subscription.status === "paused"
  const gaveUp = subscription?.endReason === "payment_failed" && subscription.endedSeconds !== null
  const gone =
    ended &&
    !gaveUp &&
    subscription?.trialTo === null &&
    subscription.endedSeconds! < calendar.nowSeconds - 20 * DAY_SECONDS
  const status = gaveUp && left.suspended-- > 0 ? "inactive" : gone && left.deleted-- > 0 ? "deleted" : "active"
  // Who came within the history signed up at the product a little before its card did.
  const came = customer.createdSeconds - dice.whole(0, 3) * DAY_SECONDS - dice.whole(60, 7_200)
  return organization(
    company,
    {
      stripeCustomerId: customer.id,
      plan: ended ? "free" : subscription.plan.level,
      status,
      createdSeconds: came,
      statusSeconds: subscription?.endedSeconds ?? came,
      size: subscription?.seats ?? 2,
    },
    customer.currency,
  )
}

const organization = (
  company: Company,
  rest: Omit<Organization, keyof Company | "ownerId" | "timeZone">,
  currency: Currency = "usd",
): Organization => ({
  ...company,
  ownerId: ownerOf(company.organizationId),
  timeZone: diceOf(`zone ${company.organizationId}`).pick<string>(ZONES[currency]),
  ...rest,
})

/** The newest weekly telling at or after an instant; what is newer than the last one is told with the last minute before now. */
export function toldAt(calendar: Calendar, atSeconds: number): number {
  for (let week = Math.ceil(DAYS_BACK / SYNC_DAYS); week >= 0; week--) {
    const sync = calendar.timeOn(week * SYNC_DAYS, SYNC_HOUR, 0)
    if (sync >= atSeconds && sync >= calendar.firstSeconds && sync <= calendar.nowSeconds) return sync
  }
  return calendar.nowSeconds - (calendar.nowSeconds % 60)
}

/** What the product tells of its organizations. */
export function organizationEvents(calendar: Calendar, all: readonly Organization[]): CloudEvent[] {
  return all.flatMap((one) => {
    const { organizationId: id, name, ownerId, billingEmail, stripeCustomerId, plan, timeZone, createdSeconds } = one
    const at = toldAt(calendar, createdSeconds)
    const data = {
      id,
      name,
      ownerId,
      billingEmail,
      stripeCustomerId,
      plan,
      status: "active",
      timeZone,
      createdAt: instantOfUnix(createdSeconds),
    }
    const created = cloudEvent("organization.created", id, at, data)
    if (one.status === "active") return [created]
    const changed = toldAt(calendar, one.statusSeconds)
    return [created, cloudEvent("organization.updated", `${id} ${one.status}`, changed, { id, status: one.status })]
  })
}
