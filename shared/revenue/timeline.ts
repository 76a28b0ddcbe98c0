import type { GeneralSettings } from "../contract/settings.ts"
import { byObject } from "./by-object.ts"
import { inOrder } from "./order.ts"
import { lifeOf, type Step, type SubscriptionFact } from "./life.ts"
import { missesOf } from "./partly-told.ts"
import type { CustomerSnapshot, InvoiceSnapshot, StripeFact } from "./stripe-fact.ts"

/** One invoice as all news about it together tell it. */
export interface InvoiceLife {
  invoiceId: string
  snapshot: InvoiceSnapshot
  /** The earliest instant at which anything says it was sent; null while it is a draft. */
  sentSeconds: number | null
  paidSeconds: number | null
}

/** Everything told about one customer, in the order in which it happened. */
export interface Timeline {
  subscriptions: { subscriptionId: string; steps: Step[] }[]
  invoices: InvoiceLife[]
  customer: CustomerSnapshot
  /** When the customer was deleted; its subscriptions end then. */
  deletedSeconds: number | null
  /** What should have been told and was not, as far as nothing newer tells it. */
  misses: string[]
}

const NOBODY: CustomerSnapshot = { name: null, email: null, organizationId: null, deleted: false }

/** Folds facts, told in any order and any number of times, into one timeline. */
export function timelineOf(facts: readonly StripeFact[], { discounts }: Pick<GeneralSettings, "discounts">): Timeline {
  const customers = inOrder(facts.filter((fact) => fact.object === "customer"))
  const deleted = customers.find(({ snapshot }) => snapshot.deleted)
  return {
    subscriptions: byObject(facts.filter((fact) => fact.object === "subscription")).map(([subscriptionId, told]) => ({
      subscriptionId,
      steps: lifeOf(told as SubscriptionFact[], discounts),
    })),
    invoices: byObject(facts.filter((fact) => fact.object === "invoice")).map(([invoiceId, told]) =>
      invoiceLife(invoiceId, told),
    ),
    customer: customerKnown(customers),
    deletedSeconds: deleted?.createdSeconds ?? null,
    misses: missesOf(facts),
  }
}

/** A customer as the newest news tells it, of facts in their order; one that was deleted as it was known before. */
export const customerKnown = (ordered: readonly Extract<StripeFact, { object: "customer" }>[]): CustomerSnapshot =>
  ordered.findLast(({ snapshot }) => !snapshot.deleted)?.snapshot ?? ordered[0]?.snapshot ?? NOBODY

/** One invoice, from everything told about it in any order. */
export function invoiceLife(
  invoiceId: string,
  facts: readonly Extract<StripeFact, { object: "invoice" }>[],
): InvoiceLife {
  const ordered = inOrder(facts)
  const earliest = (moments: (number | null)[]) => {
    const known = moments.filter((moment): moment is number => moment !== null)
    return known.length > 0 ? Math.min(...known) : null
  }
  // A paid or void invoice stays so: what was told in between cannot open it again.
  const final =
    ordered.findLast(({ snapshot: { status } }) => status === "paid" || status === "void") ?? ordered.at(-1)!
  return {
    invoiceId,
    snapshot: { ...final.snapshot, refundedCents: Math.max(...ordered.map(({ snapshot }) => snapshot.refundedCents)) },
    sentSeconds: earliest(ordered.map(({ snapshot }) => snapshot.sentSeconds)),
    paidSeconds: earliest(ordered.map(({ snapshot }) => snapshot.paidSeconds)),
  }
}

/** What a customer is worth at one moment, by currency. */
export interface Level {
  mrrCents: number
  pastDueCents: number
  pausedCents: number
  trialCents: number
  committedCents: number
}
export const LEVEL_FIELDS = ["mrrCents", "pastDueCents", "pausedCents", "trialCents", "committedCents"] as const
export interface Standing {
  levels: Record<string, Level>
  /** Subscriptions that earn. */
  earning: number
  /** Earning subscriptions whose cancellation is asked for. */
  leaving: number
}

/** Every instant at which something about the customer's worth may change, in order. */
export const moments = ({ subscriptions, deletedSeconds }: Timeline): number[] =>
  [
    ...new Set([
      ...subscriptions.flatMap(({ steps }) => steps.map(({ atSeconds }) => atSeconds)),
      ...(deletedSeconds === null ? [] : [deletedSeconds]),
    ]),
  ].sort((one, other) => one - other)

/** The step that a subscription stands at at an instant, that instant included. */
export const stepAt = (steps: readonly Step[], atSeconds: number): Step | undefined =>
  steps.findLast((step) => step.atSeconds <= atSeconds)

/** What the customer is worth right after an instant. */
export function standingAt({ subscriptions, deletedSeconds }: Timeline, atSeconds: number): Standing {
  const standing: Standing = { levels: {}, earning: 0, leaving: 0 }
  if (deletedSeconds !== null && deletedSeconds <= atSeconds) return standing
  for (const { steps } of subscriptions) {
    const step = stepAt(steps, atSeconds)
    if (!step) continue
    const level = (standing.levels[step.snapshot.currency] ??= {
      mrrCents: 0,
      pastDueCents: 0,
      pausedCents: 0,
      trialCents: 0,
      committedCents: 0,
    })
    for (const field of LEVEL_FIELDS) level[field] += step[field]
    if (step.mrrCents > 0) {
      standing.earning++
      if (step.committedCents === 0) standing.leaving++
    }
  }
  return standing
}
