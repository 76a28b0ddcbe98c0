import type { Told } from "../revenue/stripe-fact.ts"

/** A charge as one event told it. Amounts in minor units of its currency. */
export interface ChargeSnapshot {
  status: "succeeded" | "pending" | "failed"
  currency: string
  createdSeconds: number
  /** What the card was asked for, and what was taken of it. */
  authorizedCents: number
  capturedCents: number
  captured: boolean
  refundedCents: number
  disputed: boolean
  balanceTransactionId: string | null
  /** What was taken back when a bank payment failed after all. */
  failureBalanceTransactionId: string | null
  paymentIntentId: string | null
  invoiceId: string | null
  customerId: string | null
  name: string | null
  email: string | null
  description: string | null
  /** How it was paid, as in `visa 4242`. */
  method: string | null
  failure: { code: string | null; message: string | null } | null
  /** Dollars of credits that were bought with it, as its metadata says; absent in facts that were kept before it was read. */
  creditsUsd?: string | null
}

export const REFUND_STATUSES = ["pending", "requires_action", "succeeded", "failed", "canceled"] as const
export type RefundStatus = (typeof REFUND_STATUSES)[number]

/** A refund as one event told it. */
export interface RefundSnapshot {
  status: RefundStatus
  currency: string
  amountCents: number
  createdSeconds: number
  reason: string | null
  balanceTransactionId: string | null
  /** What came back when it failed. */
  failureBalanceTransactionId: string | null
  failureReason: string | null
}

export const DISPUTE_STATUSES = [
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "prevented",
  "lost",
  "won",
] as const
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number]

/** A dispute as one event told it. */
export interface DisputeSnapshot {
  status: DisputeStatus
  currency: string
  amountCents: number
  createdSeconds: number
  reason: string | null
  /** Until when an answer can be given; null where none can. */
  dueSeconds: number | null
  pastDue: boolean
  hasEvidence: boolean
  submissions: number
  balanceTransactionIds: string[]
}

/** An early fraud warning as one event told it: the issuer thinks that somebody else used the card. */
export interface WarningSnapshot {
  createdSeconds: number
  /** Whether giving the charge back may still prevent a dispute. */
  actionable: boolean
  fraudType: string | null
}

/** A balance transaction: what something did to the balance, in the currency it is settled in. */
export interface BalanceSnapshot {
  type: string
  currency: string
  amountCents: number
  feeCents: number
  netCents: number
  fees: { type: string; currency: string; cents: number; description: string | null }[]
  /** As Stripe says it, between minor units; shown nowhere, kept for who asks. */
  exchangeRate: string | null
  createdSeconds: number
  availableSeconds: number | null
  isAvailable: boolean
  sourceId: string | null
}

/** Of a charge everything that is told about it. */
export type PaymentFact = Told &
  (
    | { object: "charge"; snapshot: ChargeSnapshot }
    | { object: "refund"; snapshot: RefundSnapshot }
    | { object: "dispute"; snapshot: DisputeSnapshot }
    | { object: "balance"; snapshot: BalanceSnapshot }
    | { object: "warning"; snapshot: WarningSnapshot }
  )
export type PaymentFactOf<Object extends PaymentFact["object"]> = Extract<PaymentFact, { object: Object }>

/** What people know an invoice by. */
export interface InvoiceLabel {
  invoiceId: string
  number: string | null
  url: string | null
}

/** What is paid, through what, for what. */
export interface PaymentNode {
  object: "charge" | "intent" | "invoice"
  id: string
}
export type PaymentTie = readonly [PaymentNode, PaymentNode]

/** What a delivery tells about payments. */
export interface PaymentNews {
  /** Each kept under its charge. */
  facts: { chargeId: string; fact: PaymentFact }[]
  /** What belongs together. */
  ties: PaymentTie[]
  /** An invoice that is told itself: news for the charges that pay it. */
  invoiceId: string | null
}
