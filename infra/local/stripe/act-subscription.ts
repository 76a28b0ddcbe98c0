import { addMonths, dayOf, instantOfUnix, msOf } from "#shared/time.ts"
import { type Act, type Acted, type Answer, changedTo, refused, unchanged, unknownIn } from "./act.ts"
import { type Form, membersOf } from "./form.ts"
import type { StripeObject, StripeObjects } from "./objects.ts"

type Item = Record<string, unknown>
const PRORATIONS = ["create_prorations", "none", "always_invoice"]

/** `POST /v1/subscriptions/{id}`: ends it with its period or lets it go on, and gives its items other prices. It makes no invoice. */
export const changeSubscription: Act = (known, subscription, form, nowSeconds): Acted => {
  const odd = unknownIn(form, ["cancel_at", "cancel_at_period_end", "items", "proration_behavior"])
  if (odd) return unchanged(odd)
  const proration = form["proration_behavior"] ?? "create_prorations"
  if (!PRORATIONS.includes(String(proration)))
    return unchanged(refused(400, `Invalid proration_behavior: must be one of ${PRORATIONS.join(", ")}`, "invalid"))
  if (subscription["status"] === "canceled")
    return unchanged(
      refused(400, "A canceled subscription can only update its cancellation_details and metadata.", "canceled"),
    )
  const items = itemsOf(subscription)
  const wanted = withPrices(known, subscription, items, membersOf(form["items"]), nowSeconds)
  if ("status" in wanted) return unchanged(wanted)
  // Of an end at a day of its own only the taking back is known here.
  const ends = form["cancel_at"] === "" ? "false" : form["cancel_at_period_end"]
  const changed = changedTo(
    subscription,
    {
      ...(ends === undefined ? {} : cancellation(wanted.items, ends === "true", nowSeconds)),
      ...(wanted.items === items ? {} : { items: { ...(subscription["items"] as object), data: wanted.items } }),
    },
    "customer.subscription.updated",
  )
  return { answer: { status: 200, body: changed.object }, changed: [changed] }
}

const itemsOf = (subscription: StripeObject): Item[] =>
  (subscription["items"] as { data?: Item[] } | undefined)?.data ?? []

const cancellation = (items: readonly Item[], ends: boolean, nowSeconds: number) => ({
  cancel_at_period_end: ends,
  cancel_at: ends ? (items[0]?.["current_period_end"] ?? null) : null,
  canceled_at: ends ? nowSeconds : null,
  cancellation_details: { comment: null, feedback: null, reason: ends ? "cancellation_requested" : null },
})

function withPrices(
  known: StripeObjects,
  { currency }: StripeObject,
  items: Item[],
  wanted: readonly Form[],
  nowSeconds: number,
): { items: Item[] } | Answer {
  let changed = items
  for (const { id, price: priceId, quantity } of wanted) {
    if (!items.some((item) => item["id"] === id))
      return refused(404, `No such subscription_item: '${String(id)}'`, "resource_missing")
    const price = priceId === undefined ? undefined : known.get("price", String(priceId))
    if (priceId !== undefined && !price) return refused(400, `No such price: '${String(priceId)}'`, "resource_missing")
    if (price && price["currency"] !== currency)
      return refused(
        400,
        `The price specified only supports \`${String(price["currency"])}\`. This doesn't match the expected currency: \`${String(currency)}\`.`,
        "currency_mismatch",
      )
    changed = changed.map((item) =>
      item["id"] === id
        ? {
            ...item,
            ...(price ? { price, ...periodFrom(item, price, nowSeconds) } : {}),
            ...(quantity === undefined ? {} : { quantity: Number(quantity) }),
          }
        : item,
    )
  }
  return { items: changed }
}

interface Recurring {
  interval: "day" | "week" | "month" | "year"
  interval_count: number
}
const recurringOf = (price: unknown) => (price as { recurring?: Recurring } | undefined)?.recurring

/** A price of another interval begins a period of its own. */
function periodFrom(item: Item, price: StripeObject, nowSeconds: number): Item {
  const [before, after] = [recurringOf(item["price"]), recurringOf(price)]
  if (!after || (before?.interval === after.interval && before.interval_count === after.interval_count)) return {}
  return { current_period_start: nowSeconds, current_period_end: endOf(nowSeconds, after) }
}

function endOf(fromSeconds: number, { interval, interval_count: count }: Recurring): number {
  if (interval === "day" || interval === "week") return fromSeconds + count * (interval === "day" ? 1 : 7) * 86_400
  const from = instantOfUnix(fromSeconds)
  const day = addMonths(dayOf(from), count * (interval === "year" ? 12 : 1))
  return msOf(`${day}${from.slice("2026-11-20".length)}`) / 1_000
}
