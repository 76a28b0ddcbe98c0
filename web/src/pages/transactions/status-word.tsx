import type { TransactionStatus } from "#shared/contract/transactions.ts"
import type { StatusWord as Marked } from "../../ui/mark.tsx"
import { Word } from "../../ui/word.tsx"

/** What each status is called, and its mark; in the order in which they are offered. */
const STATUSES: Record<TransactionStatus, { text: string; mark: Marked }> = {
  paid: { text: "paid", mark: "ok" },
  pending: { text: "not decided", mark: "observing" },
  uncaptured: { text: "not captured", mark: "observing" },
  released: { text: "released", mark: "idle" },
  failed: { text: "failed", mark: "fail" },
  partlyRefunded: { text: "partly refunded", mark: "idle" },
  refunded: { text: "refunded", mark: "idle" },
  disputed: { text: "disputed", mark: "warn" },
  disputeLost: { text: "dispute lost", mark: "fail" },
  unknown: { text: "not told", mark: "noData" },
}
export const STATUS_NAMES = Object.keys(STATUSES) as TransactionStatus[]

/** A status as it is called on the page. */
export const statusText = (status: TransactionStatus): string => STATUSES[status].text

/** Where a charge stands. */
export const StatusWord = (props: { of: TransactionStatus }) => (
  <Word status={STATUSES[props.of].mark}>{statusText(props.of)}</Word>
)
