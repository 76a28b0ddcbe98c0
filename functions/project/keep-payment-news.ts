import type { PaymentNews, PaymentNode } from "#shared/payments/payment-fact.ts"
import type { Mode } from "../table/customer.ts"
import type { Ground } from "../table/ground.ts"
import { appendPaymentFact, chargesToMark, type PaymentId, tie } from "../table/payment.ts"

/**
 * Keeps what a delivery tells of payments, and answers the charges that it is news for. What belongs together is noted before
 * anybody asks for it, so that of two deliveries that meet here at least one sees what the other told.
 */
export async function keepPaymentNews(
  { db }: Ground,
  mode: Mode,
  { facts, ties, invoiceId }: PaymentNews,
  deliveryId: string,
): Promise<PaymentId[]> {
  await Promise.all([
    ...facts.map(({ chargeId, fact }) => appendPaymentFact(db, { mode, chargeId }, fact, { deliveryId })),
    ...ties.map((one) => tie(db, mode, one)),
  ])
  const told = [...new Set(facts.map(({ chargeId }) => chargeId))].map((chargeId): PaymentId => ({ mode, chargeId }))
  if (told.length > 0) return told
  const about: PaymentNode[] = [...ties.flat(), ...(invoiceId ? [{ object: "invoice", id: invoiceId } as const] : [])]
  return chargesToMark(db, mode, about)
}
