import type { DiscountTerms } from "../contract/discounts.ts"
import { decimalOf, knowsCurrency } from "../money.ts"

/** What a coupon takes off and for how long, as one says it: `25 % off forever`, `5.00 USD off for 3 months`. */
export function termsWords(terms: DiscountTerms | null): string {
  if (!terms) return "not told"
  return `${offWords(terms)} ${durationWords(terms)}`
}

function offWords({ kind, value, currency }: DiscountTerms): string {
  if (kind === "percent") return `${value} % off`
  const amount = currency !== null && knowsCurrency(currency) ? decimalOf(Number(value), currency) : value
  return `${amount} ${currency?.toUpperCase() ?? ""} off`
}

function durationWords({ duration, durationMonths }: DiscountTerms): string {
  if (duration === "forever") return "forever"
  if (duration === "once") return "once"
  if (durationMonths === null) return "for some months"
  return durationMonths === 1 ? "for 1 month" : `for ${durationMonths} months`
}
