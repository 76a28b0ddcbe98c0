import { type FailedPayment, listFailedPayments, retryPayment } from "#shared/contract/failed-payments.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { FailedPayment }

/** Every open invoice whose payment failed, the soonest next try first. */
export const liveFailedPayments = (mode: () => "live" | "test") =>
  liveQuery(listFailedPayments, () => (mode() === "test" ? { mode: "test" as const } : {}), {
    topics: ["subscriptions", "transactions"],
    key: "invoiceId",
  })

/** Has Stripe charge the customer again; how that ends is told with the invoice's subscription. */
export const retry = ({ mode, invoiceId }: Pick<FailedPayment, "mode" | "invoiceId">, idempotencyKey: string) =>
  call(retryPayment, { mode, invoiceId }, { idempotencyKey })
