import type { DiscountStatus, PromotionCode } from "#shared/contract/discounts.ts"
import type { StatusWord as Marked } from "../../ui/mark.tsx"
import { Word } from "../../ui/word.tsx"

/** What each status is called, and its mark; in the order in which they are offered. */
const STATUSES: Record<DiscountStatus, { text: string; mark: Marked }> = {
  active: { text: "active", mark: "ok" },
  usedUp: { text: "used up", mark: "idle" },
  expired: { text: "expired", mark: "idle" },
  deleted: { text: "deleted", mark: "noData" },
  untold: { text: "not told by itself yet", mark: "observing" },
}
export const STATUS_NAMES = Object.keys(STATUSES) as DiscountStatus[]

/** A status as it is called on the page. */
export const statusText = (status: DiscountStatus): string => STATUSES[status].text

/** Whether a coupon can be redeemed, and why not. */
export const StatusWord = (props: { of: DiscountStatus }) => (
  <Word status={STATUSES[props.of].mark}>{statusText(props.of)}</Word>
)

const CODES: Record<PromotionCode["status"], { text: string; mark: Marked }> = {
  active: { text: "active", mark: "ok" },
  deactivated: { text: "deactivated", mark: "idle" },
  usedUp: { text: "used up", mark: "idle" },
  expired: { text: "expired", mark: "idle" },
  couponOver: { text: "its coupon is over", mark: "noData" },
}

/** Whether a promotion code can be redeemed, and why not. */
export const CodeStatusWord = (props: { of: PromotionCode["status"] }) => (
  <Word status={CODES[props.of].mark}>{CODES[props.of].text}</Word>
)
