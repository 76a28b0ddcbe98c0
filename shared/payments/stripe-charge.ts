import { centsIn, idIn, idOf, type Json, need, objectIn, secondsIn, textIn } from "../revenue/field.ts"
import { NO_CURRENCY } from "../revenue/stripe-price.ts"
import { type ChargeSnapshot, REFUND_STATUSES, type RefundSnapshot, type RefundStatus } from "./payment-fact.ts"

/** A currency's code in lower case. */
export const currencyOf = (told: Json, misses: string[], path = "currency"): string => {
  const code = textIn(told, "currency")
  return need(code !== null && /^[a-z]{3}$/i.test(code) ? code.toLowerCase() : null, misses, path, NO_CURRENCY)
}

/** A charge of any year: since 2011 by its status, before by whether it is paid. */
export function chargeOf(told: Json, misses: string[]): ChargeSnapshot {
  const billing = objectIn(told, "billing_details")
  const status = statusOf(told, misses)
  const captured = told["captured"] !== false && status !== "failed"
  const authorizedCents = need(centsIn(told, "amount"), misses, "amount", 0)
  const [code, message] = [textIn(told, "failure_code"), textIn(told, "failure_message")]
  return {
    status,
    currency: currencyOf(told, misses),
    createdSeconds: need(secondsIn(told, "created"), misses, "created", 0),
    authorizedCents,
    capturedCents: captured ? (centsIn(told, "amount_captured") ?? authorizedCents) : 0,
    captured,
    refundedCents: centsIn(told, "amount_refunded") ?? (told["refunded"] === true ? authorizedCents : 0),
    disputed: told["disputed"] === true || idOf(told, "dispute") !== null,
    balanceTransactionId: idOf(told, "balance_transaction"),
    failureBalanceTransactionId: idOf(told, "failure_balance_transaction"),
    paymentIntentId: idOf(told, "payment_intent"),
    invoiceId: idOf(told, "invoice"),
    customerId: idOf(told, "customer"),
    name: textIn(billing, "name") ?? textIn(sourceOf(told), "name"),
    email: textIn(billing, "email") ?? textIn(told, "receipt_email"),
    description: textIn(told, "description"),
    method: methodOf(told),
    failure: code === null && message === null ? null : { code, message },
    creditsUsd: creditsIn(objectIn(told, "metadata")),
  }
}

const CREDITS_FIELDS = ["creditsUsd", "credits_usd"]
const CREDITS_USD = /^\d{1,9}(\.\d{1,2})?$/

/** Which credits a payment buys: dollars with two decimals at most, in its metadata. */
const creditsIn = (metadata: Json | null): string | null =>
  CREDITS_FIELDS.map((field) => textIn(metadata, field)).find((text) => text !== null && CREDITS_USD.test(text)) ?? null

function statusOf(told: Json, misses: string[]): ChargeSnapshot["status"] {
  const status = textIn(told, "status")
  if (status === "succeeded" || status === "pending" || status === "failed") return status
  if (status === "paid") return "succeeded"
  const paid = told["paid"]
  return need(paid === true ? "succeeded" : paid === false ? "failed" : null, misses, "status", "pending")
}

const sourceOf = (told: Json): Json | null => objectIn(told, "source") ?? objectIn(told, "card")

function methodOf(told: Json): string | null {
  const details = objectIn(told, "payment_method_details")
  const type = textIn(details, "type")
  const part = type === null ? sourceOf(told) : objectIn(details, type)
  const brand = textIn(part, "brand") ?? textIn(part, "type") ?? textIn(part, "bank_name") ?? type
  const last = textIn(part, "last4")
  return brand === null ? null : last === null ? brand.toLowerCase() : `${brand.toLowerCase()} ${last}`
}

/** A refund of any year; those of before 2015 say no status and had all succeeded. */
export function refundOf(told: Json, misses: string[]): RefundSnapshot {
  const status = textIn(told, "status")
  const isKnown = REFUND_STATUSES.includes(status as RefundStatus)
  if (status !== null && !isKnown) misses.push("status")
  return {
    status: isKnown ? (status as RefundStatus) : status === null ? "succeeded" : "pending",
    currency: currencyOf(told, misses),
    amountCents: need(centsIn(told, "amount"), misses, "amount", 0),
    createdSeconds: need(secondsIn(told, "created"), misses, "created", 0),
    reason: textIn(told, "reason"),
    balanceTransactionId: idOf(told, "balance_transaction"),
    failureBalanceTransactionId: idOf(told, "failure_balance_transaction"),
    failureReason: textIn(told, "failure_reason"),
  }
}

/** The id of the charge that something is about. */
export const chargeIdOf = (told: Json): string | null => idOf(told, "charge") ?? idIn(told, "charge_id")
