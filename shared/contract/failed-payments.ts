import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { FailingInvoice } from "./subscriptions.ts"
import { Mode } from "./transactions.ts"

/** How many are told at most. */
export const FAILED_MAX = 200

/** A try of a card that failed, as its charge tells it. */
export const FailedTry = z.object({
  chargeId: z.string(),
  at: Instant,
  method: z.nullable(z.string()),
  /** Stripe's word for why. */
  code: z.nullable(z.string()),
  /** Stripe's words for the customer: what whoever pays was shown or could be. */
  message: z.nullable(z.string()),
})

/** An open invoice whose payment failed. */
export const FailedPayment = z.extend(FailingInvoice, {
  mode: Mode,
  subscriptionId: z.nullable(z.string()),
  customerId: z.string(),
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  organizationId: z.nullable(z.string()),
  sentAt: z.nullable(Instant),
  /** The last try; null while nobody told which charge it was. */
  lastTry: z.nullable(FailedTry),
  /** Stripe is asked which charge it was. */
  isAsked: z.boolean(),
  /** A command on it, or on its subscription, that Stripe has not answered yet. */
  isWaiting: z.boolean(),
})
export type FailedPayment = z.infer<typeof FailedPayment>

/** What narrows the list; its CSV shares it. */
export const FailedFilter = z.object({ mode: z._default(Mode, "live") })
export type FailedFilter = z.infer<typeof FailedFilter>

export const listFailedPayments = endpoint({
  method: "GET",
  path: "/api/failed-payments",
  who: staff.any,
  shows: ["personal", "money"],
  subjectOf: ({ mode }) => mode,
  summary: `Every open invoice whose payment failed, the soonest next try first: what is due, why, how often it was tried, and what the customer was told; ${FAILED_MAX} at most.`,
  input: FailedFilter,
  output: z.object({
    items: z.array(FailedPayment),
    /** How many there are in all. */
    total: z.number(),
    due: z.array(z.object({ currency: z.string(), cents: z.number() })),
    masked: z.boolean(),
    asOf: Instant,
    version: z.number(),
  }),
})

export const retryPayment = endpoint({
  method: "POST",
  path: "/api/failed-payments/{mode}/{invoiceId}/retry",
  who: staff.admin,
  shows: [],
  summary: "Tells Stripe to charge the customer again for an open invoice whose payment failed. Audited.",
  input: z.object({ mode: Mode, invoiceId: PathId }),
  output: z.object({ commandId: z.string() }),
  status: 202,
  freshSignIn: "staff",
  idempotent: true,
})
