import type * as z from "zod/mini"
import {
  type Discrepancy,
  listReconciliations,
  type Reach,
  readReconciliation,
  type Reconciled,
  type ReconciledAmount,
  type ReconciledCounts,
  type Reconciliation,
  startReconciliation,
} from "#shared/contract/reconciliation.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { Discrepancy, Reach, Reconciled, ReconciledAmount, ReconciledCounts, Reconciliation }
export type ReconciliationDetail = z.output<typeof readReconciliation.output>

const TOPICS = ["reconciliations"]
const WORKING_MS = 5_000

/** A run that is not at its end yet. */
export const isUnderWay = ({ status }: Pick<Reconciliation, "status">): boolean =>
  status === "requested" || status === "running"

/** Comparisons with Stripe, newest first; while one is under way it is looked at without news too. */
export const liveReconciliations = () =>
  liveQuery(listReconciliations, () => ({}), {
    topics: TOPICS,
    key: "reconciliationId",
    again: ({ items }) => (items.some(isUnderWay) ? WORKING_MS : undefined),
  })

/** One comparison with samples of what was not the same. */
export const liveReconciliation = (id: () => string | undefined) =>
  liveQuery(
    readReconciliation,
    () => {
      const reconciliationId = id()
      return reconciliationId === undefined ? undefined : { reconciliationId }
    },
    { topics: TOPICS, key: "objectId", again: (run) => (isUnderWay(run) ? WORKING_MS : undefined) },
  )

/** Starts a comparison; the same key again starts no other. */
export const compareWithStripe = (reach: Reach, idempotencyKey: string) =>
  call(startReconciliation, { reach }, { idempotencyKey })
