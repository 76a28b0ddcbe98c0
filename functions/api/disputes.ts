import {
  type Dispute,
  type DisputeDetail,
  type FraudWarning,
  listDisputes,
  readDispute,
} from "#shared/contract/disputes.ts"
import { saveEvidence, stageEvidence, submitEvidence } from "#shared/contract/evidence.ts"
import { disputesOf } from "#shared/payments/dispute.ts"
import { disputeMoments, disputeMovements } from "#shared/payments/dispute-course.ts"
import { composedEvidence, filesFor } from "#shared/payments/evidence-draft.ts"
import { maskedPayer, maskedProduct, maskedUsage } from "#shared/payments/masked.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { Refusal } from "#shared/refusal.ts"
import { instantOfUnix } from "#shared/time.ts"
import { machineNow } from "../runtime/clock.ts"
import { withOrganizations } from "../table/customer-organization.ts"
import { disputeSeen, newestWarnings } from "../table/dispute.ts"
import { raisedOf } from "../table/dispute-alert.ts"
import { draftOf } from "../table/dispute-draft.ts"
import type { Ground } from "../table/ground.ts"
import { disputeTotals, listDisputes as disputesFeed } from "../table/list-disputes.ts"
import { paymentTold } from "../table/payment-read.ts"
import { productUsageOf } from "../table/product-usage.ts"
import { stripeCommandsOf } from "../table/stripe-command.ts"
import { topicVersion } from "../table/topic.ts"
import type { FeedPlace } from "../table/walk-back.ts"
import { usageSnapshotOf, withUse } from "../table/usage-snapshot.ts"
import type { Caller } from "./caller.ts"
import { type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { saveTexts, sendTexts } from "./evidence-commands.ts"
import { route } from "./route.ts"

const TOPIC = "disputes"
const WARNINGS_MAX = 100

export const disputeRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listDisputes, async ({ limit, cursor, ...filter }, { caller }) => {
    const binding = { personId: caller.personId, list: TOPIC, filter }
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as FeedPlace) : undefined
    const version = await topicVersion(ground.db, TOPIC)
    const reads = readsOf(caller)
    const [page, sums, warnings] = await Promise.all([
      disputesFeed(ground.db, { filter, limit, from, reads }),
      disputeTotals(ground.db, filter.mode, ground.clock.business()),
      from ? null : newestWarnings(ground.db, filter.mode, WARNINGS_MAX),
    ])
    return {
      items: await withUse(ground.db, await withOrganizations(ground.db, page.items)),
      nextCursor: page.next ? signCursor(secret, page.next, binding) : null,
      asOf: machineNow(),
      totals: from ? null : sums.totals,
      warnings: warnings && (await withOrganizations(ground.db, warnings.map(reads))),
      statuses: sums.statuses,
      reasons: sums.reasons,
      scannedTo: page.scannedTo,
      masked: caller.staffRole === "viewer",
      version,
    }
  }),

  route(ground, readDispute, async ({ mode, disputeId }, { caller }): Promise<DisputeDetail> => {
    const version = await topicVersion(ground.db, TOPIC)
    const seen = await disputeSeen(ground.db, { mode, disputeId })
    const missing = () => new Refusal("missing", `There is no dispute ${disputeId} in ${mode} mode`)
    if (!seen) throw missing()
    const { chargeId } = seen
    const [{ facts, told }, alerts, usage, product, draft, commands] = await Promise.all([
      paymentTold(ground.db, { mode, chargeId }),
      raisedOf(ground.db, { mode, disputeId }),
      usageSnapshotOf(ground.db, { mode, disputeId }),
      productUsageOf(ground.db, { mode, disputeId }),
      draftOf(ground.db, { mode, disputeId }),
      stripeCommandsOf(ground.db, mode, { kind: "dispute", id: disputeId }),
    ])
    const payment = paymentOf(facts)
    const known = payment.disputes.find(({ id }) => id === disputeId)
    const dispute = disputesOf(chargeId, mode, payment).find((one) => one.disputeId === disputeId)
    if (!dispute) throw missing()
    const [listed] = await withUse(ground.db, await withOrganizations(ground.db, [readsOf(caller)(dispute)]))
    return {
      ...listed!,
      balance: disputeMovements(payment),
      moments: disputeMoments(disputeId, facts, payment),
      alerts,
      usage: usage ? (caller.staffRole === "viewer" ? maskedUsage(usage) : usage) : null,
      usageFailure: usage ? null : seen.failure,
      product: product ? (caller.staffRole === "viewer" ? maskedProduct(product) : product) : null,
      evidence:
        caller.staffRole === "viewer"
          ? null
          : {
              version: draft?.version ?? 0,
              texts:
                draft?.texts ??
                composedEvidence(dispute, payment.charge?.description ?? null, usage ?? null, product ?? null),
              savedBy: draft?.savedBy ?? null,
              savedAt: draft?.savedAt ?? null,
              files: filesFor(dispute.reason),
              staged: known?.snapshot.hasEvidence === true && !dispute.answered,
              commands,
            },
      told,
      paymentIntentId: payment.charge?.paymentIntentId ?? null,
      method: payment.charge?.method ?? null,
      chargedAt: payment.charge && instantOfUnix(payment.charge.createdSeconds),
      masked: caller.staffRole === "viewer",
      version,
    }
  }),

  route(ground, saveEvidence, ({ mode, disputeId, ...saved }, { caller }) =>
    saveTexts(ground, caller, { mode, disputeId }, saved),
  ),
  route(ground, stageEvidence, ({ mode, disputeId, version }, asked) =>
    sendTexts(ground, asked, { mode, disputeId }, { version, submit: false }),
  ),
  route(ground, submitEvidence, ({ mode, disputeId, version }, asked) =>
    sendTexts(ground, asked, { mode, disputeId }, { version, submit: true }),
  ),
]

const readsOf =
  ({ staffRole }: Caller) =>
  <Of extends Dispute | FraudWarning>(one: Of): Of =>
    staffRole === "viewer" ? maskedPayer(one) : one
