import { type PriceBook, priceBookOf } from "#shared/catalog/price-call.ts"
import type { Catalog } from "#shared/contract/catalog.ts"
import { type Instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { wholeCatalog } from "./catalog.ts"
import type { Db } from "./db.ts"

/** A process believes for so long what it knows of the catalog, by either clock; prices are settled longer before they count. */
export const CATALOG_LIFE_MS = MINUTE_MS

/** The catalog as a process holds it, and as calls are priced by it. */
export interface HeldCatalog {
  catalog: Catalog
  book: PriceBook
}
interface Held {
  business: Instant
  machine: Instant
  known: Promise<HeldCatalog>
}

const held = new WeakMap<Db, Held>()

/** The catalog, read when it was not within the last minute. */
export function heldCatalog(db: Db, { business, machine }: Pick<Held, "business" | "machine">): Promise<HeldCatalog> {
  const before = held.get(db)
  if (before && isNear(before.business, business) && isNear(before.machine, machine)) return before.known
  const known = wholeCatalog(db).then((catalog) => ({
    catalog,
    book: priceBookOf(catalog.models, catalog.discounts),
  }))
  held.set(db, { business, machine, known })
  known.catch(() => held.delete(db))
  return known
}

const isNear = (one: Instant, other: Instant): boolean => Math.abs(msOf(one) - msOf(other)) < CATALOG_LIFE_MS
