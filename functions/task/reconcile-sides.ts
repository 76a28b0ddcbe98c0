import type { Discrepancy, Reconciled } from "#shared/contract/reconciliation.ts"
import type { DiscountFact } from "#shared/discounts/discount-fact.ts"
import { couponIdOf, discountFactsOf, isOfCoupon } from "#shared/discounts/stripe-coupon.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import type { PaymentFact, PaymentTie } from "#shared/payments/payment-fact.ts"
import { paymentNewsOf, type Telling } from "#shared/payments/payment-news.ts"
import { customerStanding, paymentStanding, type Standing } from "#shared/reconciliation/decisive.ts"
import { discountStanding } from "#shared/reconciliation/decisive-discount.ts"
import { customerFactOf, customerIdOf, isOfCustomer } from "#shared/revenue/customer-fact.ts"
import { idIn, idOf, type Json, textIn } from "#shared/revenue/field.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import type { Instant } from "#shared/time.ts"
import { appendDiscountFact, couponFacts } from "../table/coupon.ts"
import { appendCustomerFact, type CustomerId, customerFactsOf, type Mode } from "../table/customer.ts"
import type { Db } from "../table/db.ts"
import { appendPaymentFact, paymentFacts, tie } from "../table/payment.ts"

/** One object as Stripe lists it, read as its deliveries are. */
export interface Stripes {
  object: Reconciled
  objectId: string
  /** What it is kept under: exactly one of the three, but for a charge, which has the first two. */
  customerId: string | null
  chargeId: string | null
  couponId: string | null
  standing: Standing
  facts:
    | { ofCustomer: StripeFact }
    | { ofCharges: { chargeId: string; fact: PaymentFact }[] }
    | { ofCoupon: DiscountFact[] }
  ties: readonly PaymentTie[]
}

/** Reads what Stripe lists; why not, where it cannot be kept. */
export function stripesOf(
  told: Json,
  object: Reconciled,
  telling: Telling,
): Stripes | { objectId: string; reason: string } {
  const objectId = idIn(told, "id")
  if (objectId === null) return { objectId: String(textIn(told, "id")), reason: "Its id is none that can be kept." }
  if (isOfCoupon(told)) return couponsOf(told, object, objectId, telling)
  const news = paymentNewsOf(told, telling)
  if ("reason" in news) return { objectId, reason: `It cannot be kept: ${news.reason}.` }
  if (isOfCustomer(told)) {
    const customerId = customerIdOf(told)
    if (customerId === null) return { objectId, reason: "It cannot be kept: it names no customer." }
    const fact = customerFactOf(told, { ...telling, previous: {} }, { customerId, objectId })
    const standing = customerStanding([fact])!
    return {
      object,
      objectId,
      customerId,
      chargeId: null,
      couponId: null,
      standing,
      facts: { ofCustomer: fact },
      ties: news.ties,
    }
  }
  const [first] = news.facts
  if (!first) return { objectId, reason: "It cannot be kept: it tells of no payment." }
  const { chargeId } = first
  const own = news.facts.filter((one) => one.chargeId === chargeId).map(({ fact }) => fact)
  const of = { object, objectId, customerId: idOf(told, "customer"), chargeId, couponId: null }
  return { ...of, standing: standingIn(own, of)!, facts: { ofCharges: news.facts }, ties: news.ties }
}

function couponsOf(
  told: Json,
  object: Reconciled,
  objectId: string,
  telling: Telling,
): Stripes | { objectId: string; reason: string } {
  const couponId = couponIdOf(told)
  if (couponId === null) return { objectId, reason: "It cannot be kept: it names no coupon." }
  const facts = discountFactsOf(told, { ...telling, previous: {} }, { couponId, objectId })
  const of = { object, objectId, customerId: null, chargeId: null, couponId }
  return { ...of, standing: standingIn(facts, of)!, facts: { ofCoupon: facts }, ties: [] }
}

/** A fact of any of them. */
type Fact = StripeFact | PaymentFact | DiscountFact

/** What stands here of an object, but for what one run answered itself. */
export interface Ours {
  standing: Standing | undefined
  /** When it was last told of, by Stripe's clock; 0 when never. */
  newestSeconds: number
  /** What the run answered already. */
  answers: readonly Fact[]
}

type Of = Pick<Discrepancy, "object" | "objectId" | "customerId" | "chargeId" | "couponId">

/** Everything told here about an object, strongly; of a refund or a dispute with what is told of its charge, of a promotion code with what is told of its coupon. */
export async function factsOf(db: Db, mode: Mode, of: Of): Promise<Fact[]> {
  if (of.couponId) return couponFacts(db, { mode, couponId: of.couponId })
  if (of.chargeId !== null) return paymentFacts(db, { mode, chargeId: of.chargeId })
  return (await customerFactsOf(db, { mode, customerId: of.customerId! }, of.object, of.objectId)) as StripeFact[]
}

/** What these facts say of an object. */
export function standingIn(facts: readonly Fact[], of: Of): Standing | undefined {
  if (of.couponId) {
    const object = of.object as "coupon" | "promotionCode"
    return discountStanding(facts as DiscountFact[], { object, objectId: of.objectId, couponId: of.couponId })
  }
  if (of.chargeId === null) return customerStanding(facts as StripeFact[])
  const object = of.object as "charge" | "refund" | "dispute"
  return paymentStanding(paymentOf(facts as PaymentFact[]), { object, objectId: of.objectId })
}

/** What stands here of an object, `by` being the name under which the run answers. */
export async function oursOf(db: Db, mode: Mode, of: Of, by: string): Promise<Ours> {
  const facts = await factsOf(db, mode, of)
  const told = facts.filter(({ eventId }) => eventId !== by)
  const own = told.filter(({ objectId }) => objectId === of.objectId)
  return {
    standing: standingIn(told, of),
    newestSeconds: Math.max(0, ...own.map(({ createdSeconds }) => createdSeconds)),
    answers: facts.filter(({ eventId }) => eventId === by),
  }
}

/** Keeps what Stripe lists as its answer, but for what the run answered before. */
export async function answer(
  db: Db,
  mode: Mode,
  { facts, ties, customerId }: Stripes,
  { answers }: Ours,
  asked: Instant,
): Promise<void> {
  const isNew = (fact: Fact) =>
    !answers.some(
      (one) => one.objectId === fact.objectId && JSON.stringify(one.snapshot) === JSON.stringify(fact.snapshot),
    )
  for (const one of ties) await tie(db, mode, one)
  if ("ofCustomer" in facts) {
    const customer: CustomerId = { mode, customerId: customerId! }
    if (isNew(facts.ofCustomer)) await appendCustomerFact(db, customer, facts.ofCustomer, { asked })
    return
  }
  if ("ofCoupon" in facts) {
    for (const fact of facts.ofCoupon) if (isNew(fact)) await appendDiscountFact(db, mode, fact, { asked })
    return
  }
  for (const { chargeId, fact } of facts.ofCharges)
    if (isNew(fact)) await appendPaymentFact(db, { mode, chargeId }, fact, { asked })
}
