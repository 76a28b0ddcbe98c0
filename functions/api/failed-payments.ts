import { FAILED_MAX, type FailedPayment, listFailedPayments, retryPayment } from "#shared/contract/failed-payments.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import { Refusal } from "#shared/refusal.ts"
import type { KeptFailure } from "#shared/subscriptions/kept.ts"
import { maskedOwner } from "#shared/subscriptions/subscription.ts"
import { instantOfUnix } from "#shared/time.ts"
import { machineNow } from "../runtime/clock.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Db } from "../table/db.ts"
import { failedInvoiceById, failedInvoices } from "../table/failed-invoice.ts"
import type { Ground } from "../table/ground.ts"
import { chargesOf } from "../table/payment.ts"
import { transactionById } from "../table/payment-read.ts"
import { waitingSubjects } from "../table/stripe-command.ts"
import { SUBSCRIPTIONS_TOPIC } from "../table/subscriptions.ts"
import { topicVersion } from "../table/topic.ts"
import { route } from "./route.ts"
import { askOfStripe } from "./stripe-commands.ts"

const AT_ONCE = 8

export const failedPaymentRoutes = (ground: Ground) => [
  route(ground, listFailedPayments, async ({ mode }, { caller }) => {
    const { db } = ground
    const version = await topicVersion(db, SUBSCRIPTIONS_TOPIC)
    const [kept, waiting] = await Promise.all([failedInvoices(db, mode), waitingSubjects(db, mode)])
    const masked = caller.staffRole === "viewer"
    const soonest = [...kept].sort((one, other) => dueOrder(one.failure) - dueOrder(other.failure))
    const items = await inGroups(soonest.slice(0, FAILED_MAX), AT_ONCE, async ({ failure, isAsked }) => {
      const { nextAttemptSeconds, sentSeconds, ...told } = failure
      const payment: FailedPayment = {
        ...told,
        mode,
        nextAttemptAt: nextAttemptSeconds === null ? null : instantOfUnix(nextAttemptSeconds),
        sentAt: sentSeconds === null ? null : instantOfUnix(sentSeconds),
        lastTry: await lastTryOf(db, mode, failure.invoiceId),
        isAsked,
        isWaiting: waiting.has(`${subjectOf(failure).kind} ${subjectOf(failure).id}`),
      }
      return masked ? maskedOwner(payment) : payment
    })
    const due = Map.groupBy(kept, ({ failure }) => failure.currency)
    return {
      items,
      total: kept.length,
      due: [...due].sort().map(([currency, some]) => ({
        currency,
        cents: some.reduce((sum, { failure }) => sum + failure.dueCents, 0),
      })),
      masked,
      asOf: machineNow(),
      version,
    }
  }),

  route(ground, retryPayment, async ({ mode, invoiceId }, { caller, idempotencyKey }) => {
    const failure = await failedInvoiceById(ground.db, mode, invoiceId)
    return askOfStripe(ground, caller, idempotencyKey, {
      mode,
      subject: failure ? subjectOf(failure) : { kind: "invoice", id: invoiceId },
      target: { kind: "invoice", id: invoiceId },
      action: "pay",
      parameters: {},
      asks: {
        invoiceId,
        ...(failure ? { dueCents: failure.dueCents, currency: failure.currency, number: failure.number } : {}),
      },
      refusal: failure
        ? undefined
        : new Refusal("missing", "No payment of this invoice waits to be tried again", {
            where: "invoiceId",
            wanted: "an open invoice whose payment failed",
          }),
    })
  }),
]

/** An invoice's commands stand with its subscription, where it has one. */
const subjectOf = ({ subscriptionId, invoiceId }: KeptFailure) =>
  subscriptionId === null
    ? ({ kind: "invoice", id: invoiceId } as const)
    : ({ kind: "subscription", id: subscriptionId } as const)

const dueOrder = ({ nextAttemptSeconds }: KeptFailure): number => nextAttemptSeconds ?? Number.MAX_SAFE_INTEGER

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
