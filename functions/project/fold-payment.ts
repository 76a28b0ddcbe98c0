import type { Bucket } from "#shared/cube/bucket.ts"
import { paidOf } from "#shared/credits/paid.ts"
import { disputesOf, warningsOf } from "#shared/payments/dispute.ts"
import { wantsOf } from "#shared/payments/parts.ts"
import { type Payment, paymentOf } from "#shared/payments/payment.ts"
import type { InvoiceLabel } from "#shared/payments/payment-fact.ts"
import { transactionOf } from "#shared/payments/transaction.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { dayOf, type Instant } from "#shared/time.ts"
import { customerFactsOf, type Mode } from "../table/customer.ts"
import { customerOfPlace, paidGiven, placeOfPaid } from "../table/customer-paid.ts"
import type { Db } from "../table/db.ts"
import { clearSource, generationOf, saveAtOnce, type Source } from "../table/derived.ts"
import { disputeGiven, givenToDisputes, isDisputePlace } from "../table/dispute.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { invoicesOf, type PaymentId, paymentFacts, paymentSource } from "../table/payment.ts"
import { enlistMonth, transactionGiven } from "../table/transaction.ts"
import { saveWants, wantingPayment } from "../table/wanted.ts"

/**
 * Folds everything told about payments into the lists of transactions and of disputes, and notes what is to be asked of Stripe. For each:
 * generation first, then facts; the fold under its fence, then the list. Then what was written to is marked, and the work index
 * comes last. Answers which payments failed, and why.
 */
export async function foldPayments(ground: Ground, payments: readonly PaymentId[]): Promise<Map<PaymentId, Error>> {
  const failures = new Map<PaymentId, Error>()
  const folded: { source: Source; gen: number; buckets: Bucket[] }[] = []
  for (const payment of payments)
    try {
      const source = paymentSource(payment)
      const gen = await generationOf(ground.db, source)
      const places = gen === 0 ? "refused" : await foldToList(ground, payment, gen)
      if (places !== "refused") folded.push({ source, gen, buckets: await daysOf(ground, payment, places) })
    } catch (error) {
      failures.set(payment, error as Error)
    }
  await markBuckets(
    ground,
    folded.flatMap(({ buckets }) => buckets),
  )
  await Promise.all(folded.map(({ source, gen }) => clearSource(ground.db, source, gen)))
  return failures
}

/** Folds one payment; throws when it cannot. */
export async function foldPayment(ground: Ground, payment: PaymentId): Promise<void> {
  const failure = (await foldPayments(ground, [payment])).get(payment)
  if (failure) throw failure
}

/** Brings a payment's places in the lists up to date; answers every place it ever had among the transactions. */
async function foldToList({ db, clock }: Ground, payment: PaymentId, gen: number): Promise<Instant[] | "refused"> {
  const { mode, chargeId } = payment
  const [facts, invoiceIds] = await Promise.all([paymentFacts(db, payment), invoicesOf(db, payment)])
  const told = paymentOf(facts)
  const invoices = await Promise.all(invoiceIds.map((id) => labelOf(db, mode, told, id)))
  const transaction = transactionOf(chargeId, mode, told, invoices)
  if (transaction) await enlistMonth(db, mode, transaction.at)
  const disputed = givenToDisputes(chargeId, disputesOf(chargeId, mode, told), warningsOf(chargeId, mode, told))
  const paid = transaction && mode === "live" ? paidOf(transaction, told) : undefined
  const payer = paid && transaction?.customerId ? placeOfPaid(transaction.customerId) : undefined
  const now = [...(transaction ? [transaction.at] : []), ...disputed.keys(), ...(payer ? [payer] : [])]
  const places = await saveAtOnce(db, paymentSource(payment), gen, now, (place) => {
    const customerId = customerOfPlace(place)
    if (customerId !== undefined)
      return paidGiven({ mode, customerId }, chargeId, place === payer ? paid : undefined, clock.due())
    return isDisputePlace(place)
      ? disputeGiven(mode, place, disputed.get(place), clock.due())
      : transactionGiven(payment, place, transaction?.at === place ? transaction : undefined)
  })
  // Of a charge that is known only for paying an invoice nothing is asked yet.
  if (places === "refused") return places
  await saveWants(db, wantingPayment(payment), gen, facts.length > 0 ? wantsOf(chargeId, told) : [], clock.due())
  return places.filter((place) => !isDisputePlace(place) && customerOfPlace(place) === undefined)
}

/** What people know an invoice by: as its customer's facts tell it, and by its id alone while they do not. */
async function labelOf(db: Db, mode: Mode, { charge }: Payment, invoiceId: string): Promise<InvoiceLabel> {
  const customerId = charge?.customerId ?? null
  const facts = customerId === null ? [] : await customerFactsOf(db, { mode, customerId }, "invoice", invoiceId)
  const told = (facts as InvoiceFact[]).sort((one, other) => one.createdSeconds - other.createdSeconds)
  const last = (field: "number" | "url") => told.findLast(({ snapshot }) => snapshot[field])?.snapshot[field] ?? null
  return { invoiceId, number: last("number"), url: last("url") }
}
type InvoiceFact = Extract<StripeFact, { object: "invoice" }>

/** The days of every zone that days are counted in. */
async function daysOf({ zonesOf }: Ground, { mode }: PaymentId, places: readonly Instant[]): Promise<Bucket[]> {
  const zones = await zonesOf(mode)
  return places.flatMap((at) =>
    zones.map((zone): Bucket => ({ kind: "transactions", scope: mode, level: "day", zone, start: dayOf(at, zone) })),
  )
}
