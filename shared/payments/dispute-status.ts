import type { DisputeStatus, PaymentFactOf } from "./payment-fact.ts"

/** What a decided dispute may still become: an inquiry can be escalated, a lost one be won after all. */
const AFTER_THE_END: Partial<Record<DisputeStatus, readonly DisputeStatus[]>> = {
  warning_closed: ["needs_response", "under_review", "lost", "won"],
  lost: ["won"],
  won: [],
  prevented: [],
}

/** Where a dispute stands, told in order. What is decided stays so, but for what may follow it. */
export function decidedStatus(told: readonly PaymentFactOf<"dispute">[]): DisputeStatus {
  let status = told[0]!.snapshot.status
  for (const { snapshot } of told.slice(1)) {
    const allowed = AFTER_THE_END[status]
    if (!allowed || allowed.includes(snapshot.status)) ({ status } = snapshot)
  }
  return status
}

const OPEN: readonly DisputeStatus[] = [
  "warning_needs_response",
  "warning_under_review",
  "needs_response",
  "under_review",
]
/** Whether a dispute or an inquiry is not decided. */
export const isOpen = (status: DisputeStatus): boolean => OPEN.includes(status)

/** Whether it is an inquiry: the bank asks, and takes nothing yet. */
export const isInquiry = (status: DisputeStatus): boolean => status.startsWith("warning_")
