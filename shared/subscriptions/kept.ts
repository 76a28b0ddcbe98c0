import { type KeptRedemption, redemptionsOf } from "../discounts/redemptions.ts"
import type { Step } from "../revenue/life.ts"
import type { InvoiceSnapshot, SubscriptionSnapshot } from "../revenue/stripe-fact.ts"
import type { InvoiceLife, Timeline } from "../revenue/timeline.ts"

/** What a subscription is worth from an instant on. Amounts in minor units of its currency. */
export type Worth = Pick<Step, "atSeconds" | "mrrCents" | "pastDueCents" | "pausedCents" | "trialCents">

/** An open invoice whose payment failed, and whose it is. */
export interface KeptFailure {
  invoiceId: string
  subscriptionId: string | null
  customerId: string
  name: string | null
  email: string | null
  organizationId: string | null
  number: string | null
  sentSeconds: number | null
  currency: string
  dueCents: number
  attempts: number
  nextAttemptSeconds: number | null
}

/** An invoice's commands stand with its subscription, where it has one. */
export const subjectOf = ({ subscriptionId, invoiceId }: KeptFailure) =>
  subscriptionId === null
    ? ({ kind: "invoice", id: invoiceId } as const)
    : ({ kind: "subscription", id: subscriptionId } as const)

/** One subscription as everything told about its customer adds up to, whatever the time is. */
export interface KeptSubscription {
  subscriptionId: string
  customerId: string
  name: string | null
  email: string | null
  organizationId: string | null
  snapshot: SubscriptionSnapshot
  /** From the last news on: discounts run out though nobody tells. */
  worth: Worth[]
  failing: Pick<
    KeptFailure,
    "invoiceId" | "number" | "currency" | "dueCents" | "attempts" | "nextAttemptSeconds"
  > | null
  /** Every discount that ever stood on it; rows that were written before discounts were tied to their coupons have none. */
  redemptions?: KeptRedemption[]
}

/** The subscriptions of a customer, each with what it is worth and with the newest of its payments that failed. */
export function keptOf(customerId: string, timeline: Timeline): KeptSubscription[] {
  const { name, email, organizationId } = timeline.customer
  return timeline.subscriptions.map(({ subscriptionId, steps }) => {
    const last = steps.at(-1)!
    const ended = endedWith(timeline, last)
    const invoices = timeline.invoices.filter(({ snapshot }) => snapshot.subscriptionId === subscriptionId)
    const own = steps.filter((step) => step.snapshot === last.snapshot)
    return {
      subscriptionId,
      customerId,
      name,
      email,
      organizationId,
      ...(ended ?? { snapshot: renewed(last.snapshot, own[0]!.atSeconds, invoices), worth: worthsOf(own) }),
      failing: failureOf(invoices),
      redemptions: redemptionsOf(steps, invoices, timeline.deletedSeconds),
    }
  })
}

/** With the period that an invoice charged for since: a renewal is told by its invoice, even where its own news are lost. */
function renewed(
  snapshot: SubscriptionSnapshot,
  fromSeconds: number,
  invoices: readonly InvoiceLife[],
): SubscriptionSnapshot {
  const since = invoices
    .filter(({ sentSeconds }) => (sentSeconds ?? 0) > fromSeconds)
    .map((invoice) => invoice.snapshot.periodEndSeconds ?? 0)
  const end = Math.max(snapshot.periodEndSeconds ?? 0, ...since)
  return end > 0 ? { ...snapshot, periodEndSeconds: end } : snapshot
}

const worthsOf = (steps: readonly Step[]): Worth[] =>
  steps.map(({ atSeconds, mrrCents, pastDueCents, pausedCents, trialCents }) => ({
    ...{ atSeconds, mrrCents, pastDueCents, pausedCents, trialCents },
  }))

/** A deleted customer's subscriptions end then, whatever was told of them last. */
function endedWith(
  { deletedSeconds }: Timeline,
  { snapshot }: Step,
): Pick<KeptSubscription, "snapshot" | "worth"> | null {
  if (deletedSeconds === null || snapshot.endedSeconds !== null) return null
  const nothing = { mrrCents: 0, pastDueCents: 0, pausedCents: 0, trialCents: 0 }
  return {
    snapshot: { ...snapshot, status: "canceled", endedSeconds: deletedSeconds },
    worth: [{ atSeconds: deletedSeconds, ...nothing }],
  }
}

/** Whether an invoice is open, and a payment of it failed. What older facts do not say is not known to have failed. */
const isFailing = ({ status, attemptCount, dueCents }: InvoiceSnapshot): boolean =>
  status === "open" && (attemptCount ?? 0) > 0 && (dueCents ?? 0) > 0

function failureOf(invoices: readonly InvoiceLife[]): KeptSubscription["failing"] {
  const newest = invoices
    .filter(({ snapshot }) => isFailing(snapshot))
    .sort((one, other) => (other.sentSeconds ?? 0) - (one.sentSeconds ?? 0))[0]
  return newest === undefined ? null : standingOf(newest)
}

const standingOf = ({ invoiceId, snapshot }: InvoiceLife) => ({
  invoiceId,
  number: snapshot.number,
  currency: snapshot.currency,
  dueCents: snapshot.dueCents ?? 0,
  attempts: snapshot.attemptCount ?? 0,
  nextAttemptSeconds: snapshot.nextAttemptSeconds ?? null,
})

/** Every open invoice of a customer whose payment failed, of a subscription or of none. */
export const failuresOf = (customerId: string, { customer, invoices }: Timeline): KeptFailure[] =>
  invoices
    .filter(({ snapshot }) => isFailing(snapshot))
    .map((invoice) => ({
      ...standingOf(invoice),
      subscriptionId: invoice.snapshot.subscriptionId,
      customerId,
      name: customer.name,
      email: customer.email,
      organizationId: customer.organizationId,
      sentSeconds: invoice.sentSeconds,
    }))
