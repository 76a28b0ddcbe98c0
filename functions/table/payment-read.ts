import type { Transaction, TransactionDetail } from "#shared/contract/transactions.ts"
import type { PaymentFact } from "#shared/payments/payment-fact.ts"
import { instantOfUnix } from "#shared/time.ts"
import { type Db, queryAll } from "./db.ts"
import { foldOf } from "./derived.ts"
import { isDisputePlace } from "./dispute.ts"
import { unpack } from "./packed.ts"
import { type PaymentId, paymentPartition, paymentSource } from "./payment.ts"
import { transactionGiven, transactionIn } from "./transaction.ts"

/** One charge as the list shows it. */
export async function transactionById(db: Db, payment: PaymentId): Promise<Transaction | undefined> {
  const fold = await foldOf(db, paymentSource(payment))
  const instants = [...(fold?.places ?? [])].filter((place) => !isDisputePlace(place))
  const keys = instants.map((at) => {
    const { pk, sk } = transactionGiven(payment, at, undefined).row
    return { pk, sk }
  })
  const [row] = await db.getMany(keys)
  return row && transactionIn(row)
}

/** Everything told about a charge, and the deliveries that told it, newest first. */
export async function paymentTold(
  db: Db,
  payment: PaymentId,
): Promise<{ facts: PaymentFact[]; told: TransactionDetail["told"] }> {
  const rows = await queryAll(db, { pk: paymentPartition(payment), sk: { begins: "fact#" } })
  const facts = rows.map((row) => unpack(row["packed"] as Uint8Array) as PaymentFact)
  const told = new Map<string, TransactionDetail["told"][number]>()
  for (const [nth, { kind, sk }] of rows.entries()) {
    const { type, createdSeconds } = facts[nth]!
    const deliveryId = sk.split("#").at(-1)!
    if (kind === "paymentFact") told.set(deliveryId, { deliveryId, type, at: instantOfUnix(createdSeconds) })
  }
  return { facts, told: [...told.values()].sort((one, other) => (one.at < other.at ? 1 : -1)) }
}
