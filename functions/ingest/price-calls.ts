import { priceCall, tellsNoCost } from "#shared/catalog/price-call.ts"
import type { Instant } from "#shared/time.ts"
import type { Kept } from "#shared/usage/cloud-event.ts"
import type { Db } from "../table/db.ts"
import { heldCatalog } from "../table/held-catalog.ts"

/** What the door alone says of a call; whoever tells it is not believed. */
const OWN_FIELDS = ["pricedBy", "priceFrom", "usageDiscount"]

/** Facts of calls that tell no cost with what they cost by the catalog in force at their time; one that has no price stays without. */
export async function priceCalls(
  db: Db,
  told: readonly Kept[],
  clock: { business: Instant; machine: Instant },
): Promise<readonly Kept[]> {
  const isCall = ({ family }: Kept) => family === "usage"
  const own = told.map((kept) => (isCall(kept) ? withData(kept, withoutOwn(kept.fact.data)) : kept))
  if (!own.some((kept) => isCall(kept) && tellsNoCost(kept.fact.data))) return own
  const { book } = await heldCatalog(db, clock)
  return own.map((kept) => {
    if (!isCall(kept)) return kept
    const pricing = priceCall(book, kept.fact.data, kept.fact.bucketAt)
    return pricing.kind === "priced" ? withData(kept, { ...kept.fact.data, ...pricing.call }) : kept
  })
}

const withData = (kept: Kept, data: Record<string, unknown>): Kept => ({ ...kept, fact: { ...kept.fact, data } })

function withoutOwn(data: Record<string, unknown>): Record<string, unknown> {
  if (!OWN_FIELDS.some((field) => field in data)) return data
  return Object.fromEntries(Object.entries(data).filter(([field]) => !OWN_FIELDS.includes(field)))
}
