import { describe, expect, test } from "vitest"
import { subscriptionMrr } from "#shared/revenue/mrr.ts"
import { factOf } from "../../support/customer-days.ts"
import {
  itemObject,
  type PriceWish,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"

const NOON = unix("2026-03-01T12:00:00Z")

/** What a subscription in euros is worth whose price is in dollars, or whatever is wished. */
function inEuros(wish: PriceWish, currency = "eur") {
  const object = subscribed({ currency, items: [itemObject(priceObject({ cents: 10_000, ...wish }), 3)] })
  const fact = factOf(told("customer.subscription.updated", NOON, object))
  if (fact.object !== "subscription") throw new Error(fact.object)
  const { snapshot, misses } = fact
  return { currency: snapshot.currency, cents: subscriptionMrr(snapshot, "all", NOON), misses }
}
const options = (eur: Told) => ({ more: { currency_options: { eur, usd: { unit_amount: 10_000 } } } })
const dollars = { currency: "usd" }

describe("a price that is sold in several currencies", () => {
  test("counts what it costs in the subscription's", () => {
    const eur = { custom_unit_amount: null, unit_amount: 9_100, unit_amount_decimal: "9100" }
    expect(inEuros({ ...dollars, ...options(eur) })).toEqual({ currency: "eur", cents: 27_300, misses: [] })
    expect(inEuros({ ...dollars, ...options({ unit_amount: null, unit_amount_decimal: "0.5" }) }).cents).toBe(2)
  })

  test("has tiers of its own in each", () => {
    const tiers = [
      { up_to: 2, unit_amount: 500, flat_amount: 100 },
      { up_to: null, unit_amount: 300, flat_amount: null },
    ]
    const own = [{ up_to: null, unit_amount: 1, flat_amount: null }]
    const more = { billing_scheme: "tiered", tiers_mode: "graduated", tiers: own, currency_options: { eur: { tiers } } }
    expect(inEuros({ ...dollars, cents: null, more })).toEqual({ currency: "eur", cents: 1_400, misses: [] })
    const untold = { ...more, currency_options: { eur: {} } }
    expect(inEuros({ ...dollars, cents: null, more: untold })).toMatchObject({
      cents: 0,
      misses: ["items[0].price.tiers"],
    })
  })

  test.each<[string, PriceWish]>([
    ["no options are told", {}],
    ["the options are others", { more: { currency_options: { gbp: { unit_amount: 8_000 } } } }],
  ])("counts nothing, and says so, where %s", (_, wish) => {
    expect(inEuros({ ...dollars, ...wish })).toEqual({
      currency: "eur",
      cents: 0,
      misses: ["items[0].price.currency_options.eur"],
    })
  })

  test("is itself in its own currency, however that is written", () => {
    for (const currency of ["eur", "EUR"])
      expect(inEuros({ currency, ...options({ unit_amount: 1 }) })).toMatchObject({ cents: 30_000, misses: [] })
  })

  test("a metered one misses nothing", () => {
    expect(inEuros({ ...dollars, metered: true })).toMatchObject({ cents: 0, misses: [] })
  })
})
