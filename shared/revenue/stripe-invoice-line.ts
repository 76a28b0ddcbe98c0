import { centsIn, idOf, type Json, listIn, objectIn, textIn } from "./field.ts"
import type { InvoiceLine } from "./stripe-fact.ts"

/**
 * The lines of an invoice that may be for metered use, one for each item and price. Until 2025 a line held its price or plan
 * whole; since then it names both, and what is metered the subscription's items say.
 */
export function invoiceLinesOf(told: Json): InvoiceLine[] {
  const lines = listIn(told, "lines").map(lineOf)
  const held = new Map<string, InvoiceLine>()
  for (const line of lines) {
    if (line.metered === false || line.cents === 0) continue
    const key = JSON.stringify([line.itemId, line.priceId, line.metered])
    held.set(key, { ...line, cents: line.cents + (held.get(key)?.cents ?? 0) })
  }
  return [...held.values()]
}

function lineOf(line: Json): InvoiceLine {
  const [price, plan] = [objectIn(line, "price"), objectIn(line, "plan")]
  const details = objectIn(objectIn(line, "parent"), "subscription_item_details")
  const named = objectIn(objectIn(line, "pricing"), "price_details")
  const usage = textIn(objectIn(price, "recurring"), "usage_type") ?? textIn(plan, "usage_type")
  const off = listIn(line, "discount_amounts").reduce((sum, one) => sum + (centsIn(one, "amount") ?? 0), 0)
  return {
    itemId: idOf(line, "subscription_item") ?? idOf(details, "subscription_item"),
    priceId: textIn(price, "id") ?? textIn(plan, "id") ?? idOf(named, "price"),
    cents: (centsIn(line, "amount") ?? 0) - off,
    metered: usage === null ? (price || plan ? false : null) : usage === "metered",
  }
}
