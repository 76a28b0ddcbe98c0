import { logger } from "../runtime/logger.ts"
import { customerOfKey, type CustomerId, markCustomer } from "../table/customer.ts"
import type { Row } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { markPayment, type PaymentId, paymentOfKey } from "../table/payment.ts"
import { foldCustomers } from "./fold-customer.ts"
import { foldPayments } from "./fold-payment.ts"

/** Folds the customers and payments that Stripe answered about. One that fails stays marked, and is folded again from the work index. */
export async function applyAnswers(ground: Ground, rows: readonly Row[]): Promise<void> {
  const about = <Of>(kind: string, ofKey: (row: Row) => Of): Of[] => [
    ...new Map(rows.filter((row) => row.kind === kind).map((row) => [row.pk, ofKey(row)])).values(),
  ]
  const payments: PaymentId[] = about("paymentAnswer", paymentOfKey)
  const customers: CustomerId[] = about("customerAnswer", customerOfKey)
  const due = ground.clock.due()
  await Promise.all([
    ...payments.map((payment) => markPayment(ground.db, payment, due)),
    ...customers.map((customer) => markCustomer(ground.db, customer, due)),
  ])
  const failures = [...(await foldPayments(ground, payments)), ...(await foldCustomers(ground, customers))]
  for (const [of, error] of failures) logger.error("fold failed", { error, of })
}
