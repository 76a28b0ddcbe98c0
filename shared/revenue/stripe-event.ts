import { couponIdOf, discountFactsOf, isOfCoupon } from "../discounts/stripe-coupon.ts"
import { DEPTH_MAX, isDeep } from "../plain.ts"
import { disputeIdOf, paymentNewsOf, type Telling } from "../payments/payment-news.ts"
import { instantOfUnix } from "../time.ts"
import { customerFactOf, customerIdOf, isOfCustomer } from "./customer-fact.ts"
import { idIn, isJson, type Json, objectIn, secondsIn, textIn } from "./field.ts"
import type { StripeReading } from "./stripe-fact.ts"

/** What we set aside, and why; the longest matching beginning speaks. */
const SET_ASIDE: Record<string, string> = {
  "credit_note.": "credit notes are read from the invoice they are about",
  "payout.": "payouts change no figure yet",
  "transfer.": "transfers between accounts change no figure here",
  "topup.": "top-ups change no figure here",
  "balance.": "balances change no figure here",
  "payment_intent.": "payment intents say nothing that invoices do not",
  "payment_method.": "payment methods change no figure here",
  "setup_intent.": "setup intents change no figure here",
  "source.": "payment sources change no figure here",
  "customer.source.": "payment sources change no figure here",
  "customer.card.": "payment sources change no figure here",
  "customer.bank_account.": "payment sources change no figure here",
  "customer.discount.": "a discount is read from the subscription it stands on",
  "customer.tax_id.": "tax ids change no figure here",
  "price.": "a price is read from the subscription that uses it",
  "plan.": "a plan is read from the subscription that uses it",
  "product.": "products change no figure here",
  "invoiceitem.": "an invoice item is read from its invoice",
  "invoice.upcoming": "an upcoming invoice is not an invoice yet",
  "subscription_schedule.": "a schedule is read from the subscription it changes",
  "checkout.": "a checkout is read from the subscription it starts",
  "review.": "reviews change no figure here",
}

const ignored = (reason: string) => ({ kind: "ignored", reason }) as const

/** Reads whatever a verified delivery holds. Any JSON value gets a reading; nothing is thrown away without its reason. */
export function readStripeEvent(told: unknown): StripeReading {
  const event = isJson(told) && !isDeep(told) ? told : null
  const created = secondsIn(event, "created")
  const object = objectIn(objectIn(event, "data"), "object")
  const livemode = event?.["livemode"]
  const known = {
    type: textIn(event, "type") ?? "unknown",
    deliveryId: textIn(event, "id"),
    createdAt: created === null ? null : instantOfUnix(created),
    livemode: typeof livemode === "boolean" ? livemode : null,
    objectId: object ? objectIdOf(object) : null,
    customerId: object ? customerIdOf(object) : null,
  }
  const aside = isDeep(told) ? `it is nested deeper than ${DEPTH_MAX} levels` : setAside(event, known.type, object)
  if (aside) return { ...known, reading: ignored(aside) }
  if (created === null) return { ...known, reading: ignored("it does not say when it happened") }
  if (known.objectId === null)
    return {
      ...known,
      reading: ignored(
        textIn(object, "id") === null ? "its object has no id" : "its object's id is none that can be kept",
      ),
    }
  const telling = tellingOf(event!, created)
  if (isOfCoupon(object!)) return { ...known, reading: discountReading(object!, telling, known.objectId) }
  const payments = paymentNewsOf(object!, telling)
  if ("reason" in payments) return { ...known, reading: ignored(payments.reason) }
  if (!isOfCustomer(object!)) return { ...known, reading: { kind: "payment", payments } }
  if (known.customerId === null)
    return {
      ...known,
      reading: ignored(
        textIn(object, "customer") === null ? "it names no customer" : "its customer's id is none that can be kept",
      ),
    }
  const fact = customerFactOf(object!, telling, { customerId: known.customerId, objectId: known.objectId })
  return { ...known, reading: { kind: "fact", fact, payments } }
}

function discountReading(object: Json, telling: Telling, objectId: string): StripeReading["reading"] {
  const couponId = couponIdOf(object)
  if (couponId === null) return ignored("it names no coupon, or one whose id is none that can be kept")
  return { kind: "discount", facts: discountFactsOf(object, telling, { couponId, objectId }) }
}

const tellingOf = (event: Json, createdSeconds: number): Telling => ({
  createdSeconds,
  eventId: textIn(event, "id") ?? "",
  type: textIn(event, "type")!,
  previous: objectIn(objectIn(event, "data"), "previous_attributes"),
})

function setAside(event: Json | null, type: string, object: Json | null): string | null {
  if (!event) return "it is not a JSON object"
  if (event["object"] === "v2.core.event") return "a thin event carries no object to read"
  if (textIn(event, "object") !== "event") return "it is not an event"
  if (type === "unknown") return "it says no type"
  const beginning = Object.keys(SET_ASIDE)
    .filter((start) => type.startsWith(start))
    .sort((one, other) => other.length - one.length)[0]
  if (beginning) return SET_ASIDE[beginning]!
  const wanted = OBJECT_OF.find(([start]) => type.startsWith(start))?.[1]
  if (!wanted) return `events of type ${type.slice(0, 100)} change no figure here`
  if (!object) return "the event carries no object"
  if (textIn(object, "object") !== wanted) return `its object is not the ${wanted} that its type promises`
  return null
}

/** What the events we read are about. */
const OBJECT_OF = [
  ["charge.dispute.", "dispute"],
  ["radar.early_fraud_warning.", "radar.early_fraud_warning"],
  ["charge.refund.", "refund"],
  ["charge.", "charge"],
  ["refund.", "refund"],
  ["invoice_payment.", "invoice_payment"],
  ["customer.subscription.", "subscription"],
  ["customer.", "customer"],
  ["invoice.", "invoice"],
  ["coupon.", "coupon"],
  ["promotion_code.", "promotion_code"],
] as const

const objectIdOf = (object: Json): string | null =>
  textIn(object, "object") === "dispute" ? disputeIdOf(object) : idIn(object, "id")
