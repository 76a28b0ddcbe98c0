import { FAILED_MAX, listFailedPayments, retryPayment } from "#shared/contract/failed-payments.ts"
import { Refusal } from "#shared/refusal.ts"
import { subjectOf } from "#shared/subscriptions/kept.ts"
import { maskedOwner } from "#shared/subscriptions/subscription.ts"
import { machineNow } from "../runtime/clock.ts"
import { failedInvoiceById } from "../table/failed-invoice.ts"
import type { Ground } from "../table/ground.ts"
import { listFailedPayments as failedPayments } from "../table/list-failed-payments.ts"
import { SUBSCRIPTIONS_TOPIC } from "../table/subscriptions.ts"
import { topicVersion } from "../table/topic.ts"
import { route } from "./route.ts"
import { askOfStripe } from "./stripe-commands.ts"

export const failedPaymentRoutes = (ground: Ground) => [
  route(ground, listFailedPayments, async ({ mode }, { caller }) => {
    const version = await topicVersion(ground.db, SUBSCRIPTIONS_TOPIC)
    const { items, all } = await failedPayments(ground.db, mode, { from: 0, limit: FAILED_MAX })
    const masked = caller.staffRole === "viewer"
    const due = Map.groupBy(all, ({ currency }) => currency)
    return {
      items: masked ? items.map(maskedOwner) : items,
      total: all.length,
      due: [...due].sort().map(([currency, some]) => ({
        currency,
        cents: some.reduce((sum, { dueCents }) => sum + dueCents, 0),
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
