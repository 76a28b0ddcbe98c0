import type { Discount, DiscountQuery } from "#shared/contract/discounts.ts"
import { discountsPage } from "#shared/discounts/list.ts"
import { termsWords } from "#shared/discounts/words.ts"
import type { Place } from "#shared/ordered-page.ts"
import { discountsFor } from "../table/discounts.ts"
import type { ExportRow } from "../table/export.ts"
import type { Ground } from "../table/ground.ts"
import { amountOf } from "./amount.ts"
import type { Lines } from "./export-page.ts"

const ROWS_A_PAGE = 2_000

/** A page of coupons as CSV lines, in the list's own order; amounts in major units, several currencies side by side. */
export async function discountLines(ground: Ground, { request }: ExportRow, cursor: unknown): Promise<Lines> {
  const query = request.filter as DiscountQuery
  const { matching, settings, day } = await discountsFor(ground, query)
  const after = (cursor ?? undefined) as Place | undefined
  const { items, next } = discountsPage(matching, query, { settings, day, limit: ROWS_A_PAGE, after })
  return {
    header: [
      ...["coupon_id", "mode", "name", "status", "terms", "kind", "value", "currency", "duration", "months"],
      ...["codes", "created_at", "redeem_by", "redemptions_max", "redeemed", "subscriptions_ever", "subscriptions_now"],
      ...["off_month", "off_mrr", "given"],
    ],
    rows: items.map(lineOf),
    next,
  }
}

const lineOf = (one: Discount) => {
  const { terms } = one
  const isAmount = terms?.kind === "amount" && terms.currency !== null
  return [
    ...[one.couponId, one.mode, one.name, one.status, termsWords(terms), terms?.kind ?? null],
    ...[isAmount ? amountOf(Number(terms.value), terms.currency!) : (terms?.value ?? null), terms?.currency ?? null],
    ...[terms?.duration ?? null, terms?.durationMonths ?? null],
    ...[one.codes.map(({ code }) => code).join(", "), one.createdAt, one.redeemByAt, one.redemptionsMax],
    ...[one.redeemedCount, one.redemptions, one.running],
    ...[one.offMonth, one.offMrr, one.given].map(moneyText),
  ]
}

const moneyText = (money: Discount["given"]): string =>
  money.map(({ currency, cents }) => `${amountOf(cents, currency) ?? cents} ${currency}`).join("; ")
