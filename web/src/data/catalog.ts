import {
  type Catalog,
  type Model,
  type Price,
  type Provider,
  readCatalog,
  type UsageDiscount,
} from "#shared/contract/catalog.ts"
import {
  createModel,
  createProvider,
  type ModelWish,
  type PriceWish,
  type ProviderWish,
  saveModel,
  saveProvider,
  setPrice,
  setProviderKey,
  withdrawPrice,
} from "#shared/contract/catalog-commands.ts"
import { createUsageDiscount, endUsageDiscount, type UsageDiscountWish } from "#shared/contract/usage-discounts.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { Catalog, Model, ModelWish, Price, PriceWish, Provider, ProviderWish, UsageDiscount, UsageDiscountWish }
/** The whole catalog, current while the page is open. */
export const liveCatalog = () => liveQuery(readCatalog, () => ({}), { topics: ["catalog"] })

/** Puts a provider into the catalog; the same again is the same provider. */
export const makeProvider = (wish: ProviderWish & Pick<Provider, "providerId">) => call(createProvider, wish)

/** Changes a provider over the version that was read; refused with `conflict` when somebody saved since. */
export const changeProvider = ({ providerId, version }: Provider, wish: ProviderWish) =>
  call(saveProvider, { ...wish, providerId, version })

/** Keeps a provider's default key; the same idempotency key again keeps it once. */
export const giveKey = ({ providerId }: Provider, key: string, idempotencyKey: string) =>
  call(setProviderKey, { providerId, key }, { idempotencyKey })

/** Puts a model into the catalog; the same again is the same model. */
export const makeModel = (wish: ModelWish & Pick<Model, "providerId" | "name">) => call(createModel, wish)

/** Changes a model over the version that was read; refused with `conflict` when somebody saved since. */
export const changeModel = ({ modelId, version }: Model, wish: ModelWish) =>
  call(saveModel, { ...wish, modelId, version })

/** Has a price of a model begin; refused with `conflict` when somebody saved since. */
export const addPrice = ({ modelId, version }: Model, wish: PriceWish) => call(setPrice, { ...wish, modelId, version })

/** Takes back a price that has not begun. */
export const takeBackPrice = ({ modelId, version }: Model, { effectiveFrom }: Price) =>
  call(withdrawPrice, { modelId, version, effectiveFrom })

/** Makes a usage discount; the same key again makes no other. */
export const makeUsageDiscount = (wish: UsageDiscountWish, idempotencyKey: string) =>
  call(createUsageDiscount, wish, { idempotencyKey })

/** Ends a usage discount as soon as may be. */
export const stopUsageDiscount = ({ discountId }: UsageDiscount) => call(endUsageDiscount, { discountId })
