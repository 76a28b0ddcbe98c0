import type { GeneralSettings } from "../contract/settings.ts"
import { type Fraction, fractionOf, plus, rounded, times, whole } from "../money.ts"
import type { Cadence, Discount, Item, SubscriptionSnapshot } from "./stripe-fact.ts"

/** Payments a month of one payment per interval: day 365/12, week 52/12, month 1, year 1/12, each over the interval count. */
const PER_MONTH: Record<Cadence["interval"], Fraction> = {
  day: { over: 365n, under: 12n },
  week: { over: 52n, under: 12n },
  month: { over: 1n, under: 1n },
  year: { over: 1n, under: 12n },
}

export const factorOf = ({ interval, count }: Cadence): Fraction =>
  times(PER_MONTH[interval], { over: 1n, under: BigInt(Math.max(1, count)) })

const ZERO = whole(0)

/** What an item costs per interval before discounts, in minor units; 0 for metered and one-time prices. */
export function baseOf(item: Item): Fraction {
  if (item.metered || !item.cadence) return ZERO
  const quantity = transformed(item)
  if (item.tiers) return item.tiersMode === "volume" ? volume(item.tiers, quantity) : graduated(item.tiers, quantity)
  return item.unit === null ? ZERO : times(fractionOf(item.unit), whole(quantity))
}

/** A quantity sold in packages: five photos at packages of four are two packages, or one when rounded down. */
function transformed({ quantity, transform }: Item): number {
  if (!transform) return Math.max(0, quantity)
  const packages = Math.max(0, quantity) / transform.divideBy
  return transform.round === "down" ? Math.floor(packages) : Math.ceil(packages)
}

function volume(tiers: NonNullable<Item["tiers"]>, quantity: number): Fraction {
  const tier = tiers.find(({ upTo }) => upTo === null || quantity <= upTo) ?? tiers.at(-1)
  return tier ? plus(times(fractionOf(tier.unit), whole(quantity)), fractionOf(tier.flat)) : ZERO
}

function graduated(tiers: NonNullable<Item["tiers"]>, quantity: number): Fraction {
  let [sum, from] = [ZERO, 0]
  for (const { upTo, unit, flat } of tiers) {
    if (quantity <= from) break
    const to = upTo === null ? quantity : Math.min(quantity, upTo)
    sum = plus(sum, plus(times(fractionOf(unit), whole(to - from)), fractionOf(flat)))
    from = to
  }
  return sum
}

/** Whether a discount lowers MRR at a moment, by the operators' rule. */
export function counts(
  { duration, startSeconds, endSeconds }: Discount,
  rule: GeneralSettings["discounts"],
  atSeconds: number,
): boolean {
  if (endSeconds !== null && endSeconds <= atSeconds) return false
  if (startSeconds !== null && startSeconds > atSeconds) return false
  if (duration === "forever") return true
  if (duration === "repeating") return rule !== "forever"
  return rule === "all"
}

/**
 * Monthly recurring revenue of a subscription's items, in minor units: `(unit × quantity − discount) × factor`, rounded once
 * per item, half away from zero. Discounts on the subscription follow those on items; percentages multiply, fixed amounts are
 * spread over the items by what is left of each. The sum is never below zero.
 */
export function itemsMrr(
  snapshot: SubscriptionSnapshot,
  rule: GeneralSettings["discounts"],
  atSeconds: number,
): number[] {
  const counting = (discounts: readonly Discount[]) => live(discounts, snapshot.currency, rule, atSeconds)
  const own = snapshot.items.map((item) => counting(item.discounts).reduce(lowered, [baseOf(item)])[0]!)
  const left = counting(snapshot.discounts).reduce(lowered, own)
  return snapshot.items.map((item, index) => monthly(left[index]!, item))
}

/** Those discounts that lower MRR of a currency at a moment, by the operators' rule. */
export const live = (
  discounts: readonly Discount[],
  currency: string,
  rule: GeneralSettings["discounts"],
  atSeconds: number,
): Discount[] => discounts.filter((discount) => counts(discount, rule, atSeconds) && isOfCurrency(discount, currency))

/** A fixed amount is one of its currency; a percentage is one of any, though its coupon may name one. */
const isOfCurrency = ({ kind, currency }: Discount, wanted: string): boolean =>
  kind === "percent" || (currency ?? wanted) === wanted

/** What an item's price for one interval is by the month, rounded to minor units half away from zero; 0 where it does not recur. */
export const monthly = (price: Fraction, { cadence }: Pick<Item, "cadence">): number =>
  cadence ? rounded(times(price, factorOf(cadence))) : 0

/** Amounts less a discount: a percentage of each, or a fixed amount spread over them. */
export function lowered(amounts: readonly Fraction[], { kind, value }: Discount): Fraction[] {
  if (kind === "amount") return lessFixed(amounts, fractionOf(value))
  const kept = plus(whole(100), negative(fractionOf(value)))
  return amounts.map((amount) =>
    kept.over <= 0n ? ZERO : times(amount, { over: kept.over, under: kept.under * 100n }),
  )
}

/** A fixed amount in whole minor units, spread by what each amount is of all; what division leaves over goes to the largest remainders. */
function lessFixed(amounts: readonly Fraction[], off: Fraction): Fraction[] {
  const total = amounts.reduce(plus, ZERO)
  if (total.over <= 0n) return [...amounts]
  if (plus(total, negative(off)).over <= 0n) return amounts.map(() => ZERO)
  const shares = amounts.map((amount, index) => {
    const { over, under } = times(times(amount, off), { over: total.under, under: total.over })
    return { index, minor: over / under, remainder: { over: over % under, under } }
  })
  const given = shares.reduce((sum, { minor }) => sum + minor, 0n)
  const largestFirst = [...shares].sort(
    (one, other) => compare(other.remainder, one.remainder) || one.index - other.index,
  )
  for (const share of largestFirst.slice(0, Number(off.over / off.under - given))) share.minor += 1n
  return amounts
    .map((amount, index) => plus(amount, whole(-shares[index]!.minor)))
    .map((left) => (left.over < 0n ? ZERO : left))
}

const negative = ({ over, under }: Fraction): Fraction => ({ over: -over, under })
function compare(one: Fraction, other: Fraction): number {
  const [left, right] = [one.over * other.under, other.over * one.under]
  return left > right ? 1 : left < right ? -1 : 0
}

/** The most that one item may come to in a month: what is larger is a mistake of whoever told it. */
const ITEM_MAX = 10n ** 12n
/** True when an item's worth can be counted exactly. */
export function isCountable(item: Item): boolean {
  const { over, under } = item.cadence ? times(baseOf(item), factorOf(item.cadence)) : baseOf(item)
  return over <= ITEM_MAX * under
}

/** A whole subscription's MRR in minor units, whatever its status: the caller knows which statuses count. */
export const subscriptionMrr = (
  snapshot: SubscriptionSnapshot,
  rule: GeneralSettings["discounts"],
  atSeconds: number,
): number =>
  Math.max(
    0,
    itemsMrr(snapshot, rule, atSeconds).reduce((sum, cents) => sum + cents, 0),
  )

/** Statuses whose items are MRR. */
export const isEarning = (status: SubscriptionSnapshot["status"]): boolean =>
  status === "active" || status === "past_due"
