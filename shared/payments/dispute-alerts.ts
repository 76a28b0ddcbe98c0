import type { Dispute, DisputeAlertKind } from "../contract/disputes.ts"
import { HOUR_MS, type Instant, instant, msOf } from "../time.ts"
import { waitsForAnswer } from "./days-left.ts"
import { isOpen } from "./dispute-status.ts"

/** So many hours before an answer is due somebody is reminded, while nothing is submitted. */
const REMINDERS = [
  { kind: "dueIn72h", hours: 72 },
  { kind: "dueIn24h", hours: 24 },
] as const satisfies { kind: DisputeAlertKind; hours: number }[]

const reminderAt = (dueAt: Instant, hours: number): Instant => instant(msOf(dueAt) - hours * HOUR_MS)

/** What is to be told of a dispute at an instant. Of two reminders that are over only the later one is, and none once it is answered. */
export function alertsOf(dispute: Dispute, now: Instant): DisputeAlertKind[] {
  const reminders = waitsForAnswer(dispute, now)
    ? REMINDERS.filter(({ hours }) => reminderAt(dispute.dueAt!, hours) <= now)
    : []
  return [
    "created",
    ...(dispute.escalated ? (["escalated"] as const) : []),
    ...reminders.slice(-1).map(({ kind }) => kind),
    ...(isOpen(dispute.status) ? [] : (["result"] as const)),
  ]
}

/** When there is something to be told of it next, though nobody tells more; null when there is nothing. */
export function nextAlertAt(dispute: Dispute, now: Instant): Instant | null {
  if (!waitsForAnswer(dispute, now)) return null
  return REMINDERS.map(({ hours }) => reminderAt(dispute.dueAt!, hours)).find((at) => at > now) ?? null
}
