import type { FailedPayment } from "#shared/contract/failed-payments.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import { type KeptFailure, subjectOf } from "#shared/subscriptions/kept.ts"
import { instantOfUnix } from "#shared/time.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Db } from "./db.ts"
import { failedInvoices } from "./failed-invoice.ts"
import { chargesOf } from "./payment.ts"
import { transactionById } from "./payment-read.ts"
import { waitingSubjects } from "./stripe-command.ts"

const AT_ONCE = 8

const dueOrder = ({ nextAttemptSeconds }: KeptFailure): number => nextAttemptSeconds ?? Number.MAX_SAFE_INTEGER

/** Open invoices of a mode whose payment failed, the soonest next try first, `limit` of them from a place on; and all of them, as they are kept. */
export async function listFailedPayments(
  db: Db,
  mode: Mode,
  { from, limit }: { from: number; limit: number },
): Promise<{ items: FailedPayment[]; all: KeptFailure[] }> {
  const [kept, waiting] = await Promise.all([failedInvoices(db, mode), waitingSubjects(db, mode)])
  const soonest = [...kept].sort((one, other) => dueOrder(one.failure) - dueOrder(other.failure))
  const items = await inGroups(soonest.slice(from, from + limit), AT_ONCE, async ({ failure, isAsked }) => {
    const { nextAttemptSeconds, sentSeconds, ...told } = failure
    return {
      ...told,
      mode,
      nextAttemptAt: nextAttemptSeconds === null ? null : instantOfUnix(nextAttemptSeconds),
      sentAt: sentSeconds === null ? null : instantOfUnix(sentSeconds),
      lastTry: await lastTryOf(db, mode, failure.invoiceId),
      isAsked,
      isWaiting: waiting.has(`${subjectOf(failure).kind} ${subjectOf(failure).id}`),
    }
  })
  return { items, all: kept.map(({ failure }) => failure) }
}

/** The newest charge of an invoice that failed. */
async function lastTryOf(db: Db, mode: Mode, invoiceId: string): Promise<FailedPayment["lastTry"]> {
  const ids = await chargesOf(db, mode, { object: "invoice", id: invoiceId })
  const charges = await Promise.all(ids.map((chargeId) => transactionById(db, { mode, chargeId })))
  const newest = charges
    .filter((charge) => charge !== undefined && charge.status === "failed")
    .sort((one, other) => (one!.at > other!.at ? -1 : 1))[0]
  if (!newest) return null
  const { chargeId, at, method, failure } = newest
  return { chargeId, at, method, code: failure?.code ?? null, message: failure?.message ?? null }
}
