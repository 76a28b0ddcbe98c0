import { amountIn, type Json, listIn, numberIn, objectIn, textIn } from "./field.ts"
import { isCountable } from "./mrr.ts"
import type { Cadence, Item, Tier } from "./stripe-fact.ts"
import { discountsOf } from "./stripe-discount.ts"

const INTERVALS = ["day", "week", "month", "year"]
const COUNT_MAX = 1e9
/** Stands where nobody says a currency; no rate can be given for it. */
export const NO_CURRENCY = "xxx"

/** The price of an item in the subscription's currency: `price` since 2020, `plan` before; both say the same under other names. */
export function itemOf(told: Json, index: number, currency: string, misses: string[]): Item {
  const path = `items[${index}]`
  const price = objectIn(told, "price")
  const plan = objectIn(told, "plan")
  const source = price ?? plan
  if (!source) misses.push(`${path}.price`)
  const recurring = objectIn(price, "recurring")
  const metered =
    (textIn(recurring, "usage_type") ?? textIn(plan, "usage_type") ?? textIn(price, "usage_type")) === "metered"
  const cost = metered || !source ? NO_COST : costOf(price, plan, currency, `${path}.price`, misses)
  const item: Item = {
    id: textIn(told, "id") ?? `${index}`,
    quantity: quantityOf(told, path, misses),
    ...cost,
    transform: transformOf(objectIn(price, "transform_quantity") ?? objectIn(plan, "transform_usage")),
    cadence: source ? cadenceOf(recurring ?? plan ?? price, price, `${path}.price.recurring`, misses) : null,
    metered,
    priceId: textIn(source, "id"),
    planName:
      textIn(source, "nickname") ??
      textIn(objectIn(source, "product"), "name") ??
      textIn(source, "name") ??
      textIn(source, "lookup_key"),
    discounts: discountsOf(told, periodOf(told), path, misses),
  }
  if (isCountable(item)) return item
  misses.push(`${path}.quantity`)
  return { ...item, quantity: 0 }
}

/** The billing period a subscription or an item stands in. */
export const periodOf = (told: Json) => ({
  fromSeconds: numberIn(told, "current_period_start"),
  toSeconds: numberIn(told, "current_period_end"),
})

type Cost = Pick<Item, "unit" | "tiers" | "tiersMode">
const NO_COST: Cost = { unit: null, tiers: null, tiersMode: null }

/** What one costs, or what tiers say; where neither is told in the subscription's currency, a named miss and nothing. */
function costOf(price: Json | null, plan: Json | null, currency: string, path: string, misses: string[]): Cost {
  const source = amountsIn(price ?? plan, currency)
  if (!source) {
    misses.push(`${path}.currency_options.${currency}`)
    return NO_COST
  }
  const tiered = (textIn(price, "billing_scheme") ?? textIn(plan, "billing_scheme")) === "tiered"
  if (!tiered) {
    const unit =
      amountIn(source, "unit_amount_decimal") ??
      amountIn(source, "amount_decimal") ??
      amountIn(source, "unit_amount") ??
      amountIn(source, "amount")
    if (unit === null) misses.push(`${path}.unit_amount`)
    return { ...NO_COST, unit }
  }
  const own = listIn(source, "tiers")
  const told = own.length > 0 || source !== price ? own : listIn(plan, "tiers")
  const tiers = told.map(tierOf)
  if (tiers.length === 0 || tiers.includes(null)) {
    misses.push(`${path}.tiers`)
    return NO_COST
  }
  const volume = (textIn(price, "tiers_mode") ?? textIn(plan, "tiers_mode")) === "volume"
  return { unit: null, tiers: tiers as Tier[], tiersMode: volume ? "volume" : "graduated" }
}

/** Where a price says its amounts in a currency: by itself in its own, among its options in another, or nowhere. */
function amountsIn(source: Json | null, currency: string): Json | null {
  const own = textIn(source, "currency")?.toLowerCase()
  if (own === undefined || own === currency || currency === NO_CURRENCY) return source
  return objectIn(objectIn(source, "currency_options"), currency)
}

function tierOf(told: Json): Tier | null {
  const unit = amountIn(told, "unit_amount_decimal") ?? amountIn(told, "unit_amount") ?? amountIn(told, "amount")
  const flat = amountIn(told, "flat_amount_decimal") ?? amountIn(told, "flat_amount")
  if (unit === null && flat === null) return null
  return { upTo: numberIn(told, "up_to"), unit: unit ?? "0", flat: flat ?? "0" }
}

/** How many; a quantity that nobody says is one. */
function quantityOf(told: Json, path: string, misses: string[]): number {
  if (told["quantity"] === undefined || told["quantity"] === null) return 1
  const count = numberIn(told, "quantity")
  if (count !== null && Number.isInteger(count) && count >= 0 && count <= COUNT_MAX) return count
  misses.push(`${path}.quantity`)
  return 0
}

function cadenceOf(terms: Json | null, price: Json | null, path: string, misses: string[]): Cadence | null {
  const interval = textIn(terms, "interval")
  if (interval === null && textIn(price, "type") === "one_time") return null
  const count = terms?.["interval_count"] ?? 1
  const known = interval !== null && INTERVALS.includes(interval)
  if (known && typeof count === "number" && Number.isInteger(count) && count >= 1 && count <= COUNT_MAX)
    return { interval: interval as Cadence["interval"], count }
  misses.push(`${path}.${known ? "interval_count" : "interval"}`)
  return null
}

function transformOf(told: Json | null): Item["transform"] {
  const divideBy = numberIn(told, "divide_by")
  if (divideBy === null || !Number.isInteger(divideBy) || divideBy < 1) return null
  return { divideBy, round: textIn(told, "round") === "down" ? "down" : "up" }
}
