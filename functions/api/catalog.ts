import { readCatalog } from "#shared/contract/catalog.ts"
import {
  createModel,
  createProvider,
  saveModel,
  saveProvider,
  setPrice,
  setProviderKey,
  withdrawPrice,
} from "#shared/contract/catalog-commands.ts"
import { createUsageDiscount, endUsageDiscount } from "#shared/contract/usage-discounts.ts"
import { wholeCatalog } from "../table/catalog.ts"
import type { Ground } from "../table/ground.ts"
import { topicVersion } from "../table/topic.ts"
import { changeModel, changeProvider, makeModel, makeProvider } from "./catalog-commands.ts"
import { addPrice, takeBackPrice } from "./price-commands.ts"
import { keepProviderKey } from "./provider-key-commands.ts"
import { route } from "./route.ts"
import { makeUsageDiscount, stopUsageDiscount } from "./usage-discount-commands.ts"

/** The live topic of everything in the catalog. */
const CATALOG_TOPIC = "catalog"

export const catalogRoutes = (ground: Ground) => {
  const { db, clock } = ground
  return [
    route(ground, readCatalog, async () => {
      const version = await topicVersion(db, CATALOG_TOPIC)
      return { ...(await wholeCatalog(db)), asOf: clock.business(), version }
    }),
    route(ground, createProvider, (asked, { caller }) => makeProvider(db, caller, asked)),
    route(ground, saveProvider, (asked, { caller }) => changeProvider(db, caller, asked)),
    route(ground, setProviderKey, (asked, { caller, idempotencyKey }) =>
      keepProviderKey(db, caller, idempotencyKey, asked),
    ),
    route(ground, createModel, (asked, { caller }) => makeModel(db, caller, asked)),
    route(ground, saveModel, (asked, { caller }) => changeModel(db, caller, asked)),
    route(ground, setPrice, (asked, { caller }) => addPrice(ground, caller, asked)),
    route(ground, withdrawPrice, (asked, { caller }) => takeBackPrice(ground, caller, asked)),
    route(ground, createUsageDiscount, (asked, { caller, idempotencyKey }) =>
      makeUsageDiscount(ground, caller, idempotencyKey, asked),
    ),
    route(ground, endUsageDiscount, ({ discountId }, { caller }) => stopUsageDiscount(ground, caller, discountId)),
  ]
}
