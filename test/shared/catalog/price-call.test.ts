import { describe, expect, test } from "vitest"
import { priceBookOf, priceCall } from "#shared/catalog/price-call.ts"
import { PRICE_AHEAD_MS, PRICE_MICROS_MAX } from "#shared/catalog/price.ts"
import type { Model, Price, UsageDiscount } from "#shared/contract/catalog.ts"
import { MINUTE_MS } from "#shared/time.ts"
import { AHEAD_MS } from "#shared/usage/cloud-event.ts"
import { CATALOG_LIFE_MS } from "../../../functions/table/held-catalog.ts"

const price = (effectiveFrom: string, input: number, output = 0, cached = 0): Price => ({
  ...{ effectiveFrom, inputMicrosPerMillion: input, outputMicrosPerMillion: output, cachedMicrosPerMillion: cached },
})
const model = (name: string, prices: Price[], providerId = "quarry"): Model => ({
  ...{ modelId: `${providerId}_${name}`, providerId, name, contextWindowTokens: null, features: [], plans: [] },
  ...{ isAvailable: true, prices, version: 1 },
})
const discount = (more: Partial<UsageDiscount>): UsageDiscount => ({
  ...{ discountId: "d", name: "Spring", providerId: "quarry", modelId: null, percentHundredths: 1_000 },
  ...{ validFrom: "2026-03-01T00:00:00.000Z", validTo: null, createdAt: "2026-02-01T00:00:00.000Z" },
  createdBy: { name: "Ines", isStaff: true },
  ...more,
})
const JANUARY = "2026-01-01T00:00:00.000Z"
const FEBRUARY = "2026-02-01T00:00:00.000Z"
const AT = "2026-03-05T14:02:00.000Z"
const slate = model("slate", [
  price(JANUARY, 1_000_000, 4_000_000, 100_000),
  price(FEBRUARY, 2_500_000, 8_000_000, 250_000),
])
const book = (discounts: UsageDiscount[] = []) => priceBookOf([slate], discounts)
const call = (more: object = {}) => ({ provider: "quarry", model: "slate", inputTokens: 1_000, ...more })
const costs = (of: ReturnType<typeof priceCall>) => (of.kind === "priced" ? of.call : of.kind)

describe("a call is priced", () => {
  test("by the price in force at its own time, and by none before the first", () => {
    expect(costs(priceCall(book(), call({ outputTokens: 10, cachedTokens: 100 }), AT))).toEqual({
      ...{ inputCostUsd: 2_500, outputCostUsd: 80, cachedCostUsd: 25, discountUsd: 0 },
      ...{ pricedBy: "catalog", priceFrom: FEBRUARY },
    })
    expect(costs(priceCall(book(), call(), "2026-01-31T23:59:59.999Z"))).toMatchObject({ inputCostUsd: 1_000 })
    expect(costs(priceCall(book(), call(), FEBRUARY))).toMatchObject({ inputCostUsd: 2_500, priceFrom: FEBRUARY })
    expect(costs(priceCall(book(), call(), "2025-12-31T23:59:59.999Z"))).toBe("unknown")
  })

  test("not where it tells a cost, a zero one or a discount too", () => {
    for (const told of [{ inputCostUsd: 0 }, { outputCostUsd: 5 }, { cachedCostUsd: 1 }, { discountUsd: 2 }])
      expect(costs(priceCall(book(), call(told), AT))).toBe("told")
    expect(costs(priceCall(book(), call({ inputCostUsd: null }), AT))).toMatchObject({ pricedBy: "catalog" })
  })

  test("by its provider's model; without a provider by the only one that had a price then", () => {
    const other = model("slate", [price(FEBRUARY, 9_000_000)], "northlight")
    const both = priceBookOf([slate, other], [])
    expect(costs(priceCall(both, call({ provider: "northlight" }), AT))).toMatchObject({ inputCostUsd: 9_000 })
    expect(costs(priceCall(both, call({ provider: undefined }), AT))).toBe("ambiguous")
    expect(costs(priceCall(both, call({ provider: undefined }), "2026-01-05T00:00:00.000Z"))).toMatchObject({
      inputCostUsd: 1_000,
    })
    expect(costs(priceCall(both, call({ provider: "elsewhere" }), AT))).toBe("unknown")
    expect(costs(priceCall(both, call({ model: undefined }), AT))).toBe("unknown")
  })

  test("half a micro-dollar up, each kind of tokens by itself", () => {
    const one = priceBookOf([model("slate", [price(JANUARY, 1_500_000, 1_499_999, 500_000)])], [])
    expect(
      costs(priceCall(one, { model: "slate", inputTokens: 1, outputTokens: 1, cachedTokens: 1 }, AT)),
    ).toMatchObject({
      ...{ inputCostUsd: 2, outputCostUsd: 1, cachedCostUsd: 1 },
    })
  })

  test("with the highest discount that is valid then, which does not add up with others", () => {
    const some = [
      discount({ discountId: "b", percentHundredths: 1_250 }),
      discount({ discountId: "a", percentHundredths: 1_250 }),
      discount({ discountId: "c", percentHundredths: 500, modelId: slate.modelId }),
      discount({ discountId: "x", percentHundredths: 9_000, modelId: "another" }),
      discount({ discountId: "y", percentHundredths: 9_000, providerId: "northlight" }),
      discount({ discountId: "z", percentHundredths: 9_000, validTo: AT }),
      discount({ discountId: "late", percentHundredths: 9_000, validFrom: "2026-03-05T14:02:00.001Z" }),
    ]
    expect(costs(priceCall(book(some), call(), AT))).toMatchObject({ discountUsd: 313, usageDiscount: "a" })
    expect(costs(priceCall(book(some), call(), "2026-03-05T14:01:59.999Z"))).toMatchObject({ usageDiscount: "z" })
  })

  test("as BigInt counts it, up to the most that may be told", () => {
    let seed = 7
    const dice = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % (most + 1)
    const up = (over: bigint, under: bigint) => Number(over / under + ((over % under) * 2n >= under ? 1n : 0n))
    for (let nth = 0; nth < 2_000; nth++) {
      const [input, output, cached] = [dice(PRICE_MICROS_MAX), dice(9_999_999), dice(99)]
      const tokens = {
        inputTokens: nth === 0 ? 1e12 : dice(2_000_000),
        outputTokens: dice(99_999),
        cachedTokens: dice(9),
      }
      const percentHundredths = 1 + dice(9_999)
      const one = priceBookOf(
        [model("slate", [price(JANUARY, input, output, cached)])],
        [discount({ percentHundredths })],
      )
      const [inputCostUsd, outputCostUsd, cachedCostUsd] = [
        up(BigInt(tokens.inputTokens) * BigInt(input), 1_000_000n),
        up(BigInt(tokens.outputTokens) * BigInt(output), 1_000_000n),
        up(BigInt(tokens.cachedTokens) * BigInt(cached), 1_000_000n),
      ]
      const sum = BigInt(inputCostUsd) + BigInt(outputCostUsd) + BigInt(cachedCostUsd)
      expect(costs(priceCall(one, { model: "slate", ...tokens }, AT))).toMatchObject({
        ...{ inputCostUsd, outputCostUsd, cachedCostUsd },
        discountUsd: up(sum * BigInt(percentHundredths), 10_000n),
      })
    }
    const most = priceBookOf([model("slate", [price(JANUARY, PRICE_MICROS_MAX)])], [])
    expect(costs(priceCall(most, { model: "slate", inputTokens: 1e12 }, AT))).toMatchObject({ inputCostUsd: 1e15 })
  })
})

test("prices are settled before an event can have their time at a door that knows an old catalog", () => {
  expect(PRICE_AHEAD_MS).toBeGreaterThanOrEqual(AHEAD_MS + CATALOG_LIFE_MS + 2 * MINUTE_MS)
})
