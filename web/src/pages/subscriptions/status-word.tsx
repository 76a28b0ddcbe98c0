import type { SubscriptionStatus } from "#shared/contract/subscriptions.ts"
import type { StatusWord as Marked } from "../../ui/mark.tsx"
import { Word } from "../../ui/word.tsx"

/** What each status is called, and its mark; in the order in which they are offered. */
const STATUSES: Record<SubscriptionStatus, { text: string; mark: Marked }> = {
  active: { text: "active", mark: "ok" },
  trialing: { text: "on trial", mark: "observing" },
  past_due: { text: "past due", mark: "warn" },
  unpaid: { text: "unpaid", mark: "fail" },
  paused: { text: "paused", mark: "idle" },
  incomplete: { text: "incomplete", mark: "observing" },
  incomplete_expired: { text: "never began", mark: "noData" },
  canceled: { text: "ended", mark: "noData" },
}
export const STATUS_NAMES = Object.keys(STATUSES) as SubscriptionStatus[]

/** A status as it is called on the page. */
export const statusText = (status: SubscriptionStatus): string => STATUSES[status].text

/** Where a subscription stands. */
export const StatusWord = (props: { of: SubscriptionStatus }) => (
  <Word status={STATUSES[props.of].mark}>{statusText(props.of)}</Word>
)
