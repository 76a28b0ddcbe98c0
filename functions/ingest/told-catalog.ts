import { priceAt, pricesAfter } from "#shared/catalog/price.ts"
import type { Catalog } from "#shared/contract/catalog.ts"
import type { Instant } from "#shared/time.ts"

/**
 * The catalog as products are told it at an instant: of each model the price in force and those to come. It says the same
 * for as long as nothing of that changes, and holds nothing that a customer may not know.
 */
export function toldCatalog({ providers, models }: Catalog, now: Instant) {
  const enabled = new Set(providers.flatMap(({ isEnabled, providerId }) => (isEnabled ? [providerId] : [])))
  return {
    providers: providers.map(({ providerId, name, isEnabled, rateLimits }) => ({
      ...{ id: providerId, name, isEnabled, rateLimits },
    })),
    models: models.map(({ providerId, name, contextWindowTokens, features, plans, isAvailable, prices }) => {
      const price = priceAt(prices, now)
      return {
        ...{ provider: providerId, name, contextWindowTokens, features, plans },
        /** Of a provider that is switched off no model is. */
        isAvailable: isAvailable && enabled.has(providerId),
        prices: [...(price ? [price] : []), ...pricesAfter(prices, now)],
      }
    }),
  }
}
