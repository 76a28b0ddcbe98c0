import type { Dispute } from "../contract/disputes.ts"
import { DAY_MS, HOUR_MS, type Instant, msOf } from "../time.ts"
import { isOpen } from "./dispute-status.ts"

/**
 * How long a dispute can still be answered. none: it is answered or decided · impossible: no answer can be given · missed: the
 * time is over and nothing was submitted · days, hours: what is left, begun ones counted whole; hours within the last day.
 */
export type DaysLeft =
  | { kind: "none" | "impossible" | "missed" }
  | { kind: "days"; count: number }
  | { kind: "hours"; count: number }

/** What a dispute's due time means at an instant. What is decided or answered needs no more, whatever was due. */
export function daysLeft(
  { status, answered, dueAt, pastDue }: Pick<Dispute, "status" | "answered" | "dueAt" | "pastDue">,
  now: Instant,
): DaysLeft {
  if (!isOpen(status) || answered) return { kind: "none" }
  if (dueAt === null) return { kind: "impossible" }
  const leftMs = msOf(dueAt) - msOf(now)
  if (pastDue || leftMs <= 0) return { kind: "missed" }
  return leftMs <= DAY_MS
    ? { kind: "hours", count: Math.ceil(leftMs / HOUR_MS) }
    : { kind: "days", count: Math.ceil(leftMs / DAY_MS) }
}

/** Whether somebody is to answer it, and still can. */
export const waitsForAnswer = (dispute: Pick<Dispute, "status" | "answered" | "dueAt" | "pastDue">, now: Instant) =>
  ["days", "hours"].includes(daysLeft(dispute, now).kind)
