import { Match, Switch } from "solid-js"
import type { DisputeDetail } from "#shared/contract/disputes.ts"
import { daysLeft } from "#shared/payments/days-left.ts"
import type { DisputeStatus } from "#shared/payments/payment-fact.ts"
import { instant } from "#shared/time.ts"
import type { Dispute } from "../../data/disputes.ts"
import { countOf } from "../../format.ts"
import { nowMs } from "../../reporting.ts"
import type { StatusWord } from "../../ui/mark.tsx"
import { Word } from "../../ui/word.tsx"

/** What each status is called, and its mark; in the order in which they are offered. */
const STATUSES: Record<DisputeStatus, { text: string; mark: StatusWord }> = {
  needs_response: { text: "to answer", mark: "warn" },
  under_review: { text: "under review", mark: "observing" },
  warning_needs_response: { text: "inquiry to answer", mark: "warn" },
  warning_under_review: { text: "inquiry under review", mark: "observing" },
  won: { text: "won", mark: "ok" },
  lost: { text: "lost", mark: "fail" },
  warning_closed: { text: "inquiry closed", mark: "idle" },
  prevented: { text: "prevented", mark: "idle" },
}
export const STATUS_NAMES = Object.keys(STATUSES) as DisputeStatus[]
export const statusText = (status: DisputeStatus): string => STATUSES[status].text

/** Where a dispute stands. */
export const DisputeStatusWord = (props: { of: DisputeStatus }) => (
  <Word status={STATUSES[props.of].mark}>{statusText(props.of)}</Word>
)

/** A word of Stripe's, as words. */
export const spaced = (word: string): string => word.replaceAll("_", " ")

/** What is left of the time to answer now. */
export const leftOf = (dispute: Dispute | DisputeDetail) => daysLeft(dispute, instant(nowMs()))

const SOON_DAYS = 3

/** How long it can still be answered: what is near is marked. */
export function DaysLeftWord(props: { of: Dispute | DisputeDetail }) {
  const left = () => leftOf(props.of)
  const days = () => (left() as { count: number }).count
  return (
    <Switch fallback={<span data-tone="3">–</span>}>
      <Match when={left().kind === "impossible"}>
        <span data-tone="3">no response possible</span>
      </Match>
      <Match when={left().kind === "missed"}>
        <Word status="fail">missed</Word>
      </Match>
      <Match when={left().kind === "hours"}>
        <Word status="fail">{countOf(days(), "hour")}</Word>
      </Match>
      <Match when={left().kind === "days" && days() <= SOON_DAYS}>
        <Word status="warn">{countOf(days(), "day")}</Word>
      </Match>
      <Match when={left().kind === "days"}>{countOf(days(), "day")}</Match>
    </Switch>
  )
}
