import { logger } from "../runtime/logger.ts"
import type { Row } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { markPayment, type PaymentId, paymentOfKey } from "../table/payment.ts"
import { foldPayments } from "./fold-payment.ts"

/** Folds the payments that Stripe answered about. One that fails stays marked, and is folded again from the work index. */
export async function applyAnswers(ground: Ground, rows: readonly Row[]): Promise<void> {
  const payments = new Map<string, PaymentId>(rows.map((row) => [row.pk, paymentOfKey(row)]))
  await Promise.all([...payments.values()].map((payment) => markPayment(ground.db, payment, ground.clock.due())))
  for (const [payment, error] of await foldPayments(ground, [...payments.values()]))
    logger.error("fold failed", { error, of: payment })
}
