import type { Subscription, SubscriptionQuery } from "#shared/contract/subscriptions.ts"
import { cadenceWords } from "#shared/revenue/sentence.ts"
import type { Place } from "#shared/ordered-page.ts"
import { subscriptionsPage } from "#shared/subscriptions/list.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { subscriptionsFor } from "../table/subscriptions.ts"
import { amountOf } from "./amount.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of subscriptions as CSV lines, in the list's own order; amounts in major units, masked as the page of whoever asked. */
export async function subscriptionLines(
  ground: Ground,
  { request, masked }: ExportRow,
  cursor: unknown,
): Promise<Lines> {
  const query = request.filter as SubscriptionQuery
  const { matching, settings, day } = await subscriptionsFor(ground, query, masked)
  const after = (cursor ?? undefined) as Place | undefined
  const { items, next } = subscriptionsPage(matching, query, { settings, day, limit: ROWS_A_PAGE, after })
  return {
    header: [
      ...["subscription_id", "mode", "customer_id", "name", "email", "organization_id", "status"],
      ...["collection_paused", "plans", "cadence", "seats", "currency", "mrr", "started_at", "trial_ends_at"],
      ...["renews_at", "cancel_asked_at", "ends_at", "ended_at"],
      ...["failing_invoice_id", "failing_due", "failing_attempts", "next_attempt_at"],
    ],
    rows: items.map(lineOf),
    next,
  }
}

const lineOf = (one: Subscription) => [
  ...[one.subscriptionId, one.mode, one.customerId, one.name, one.email, one.organizationId, one.status],
  ...[one.collectionPaused, one.plans.join(", "), cadenceWords(one.cadence), one.seats, one.currency],
  ...[amountOf(one.mrrCents, one.currency), one.startedAt, one.trialEndsAt, one.renewsAt],
  ...[one.cancellation?.askedAt ?? null, one.cancellation?.endsAt ?? null, one.endedAt],
  ...[one.failing?.invoiceId ?? null, one.failing && amountOf(one.failing.dueCents, one.failing.currency)],
  ...[one.failing?.attempts ?? null, one.failing?.nextAttemptAt ?? null],
]
