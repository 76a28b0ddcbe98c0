import { describe, expect, test } from "vitest"
import { discountsOf } from "#shared/revenue/stripe-discount.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { itemOf } from "#shared/revenue/stripe-price.ts"
import { absent, jsonOf, objectFiles, objectsIn, titled } from "../../support/payloads.ts"
import { type Told, told, unix } from "../../support/stripe-object.ts"

const AT = unix("2026-05-01")
const NO_PERIOD = { fromSeconds: null, toSeconds: null }
const isObject = (value: unknown): value is Told => typeof value === "object" && value !== null
const isDeleted = ({ deleted }: Told): boolean => deleted === true

/** Every object of a kind that stands anywhere in the folder and was not deleted. */
const every = (kind: string): [file: string, object: Told][] =>
  objectFiles().flatMap((file) =>
    objectsIn(jsonOf(file), [kind]).flatMap((object) => (isDeleted(object) ? [] : [[file, object] as [string, Told]])),
  )

describe.skipIf(absent)(titled("what stands inside recorded objects"), () => {
  test.each(["price", "plan"])("every %s is worth something, or what it lacks is named", (kind) => {
    const all = every(kind)
    expect(all.length).toBeGreaterThan(40)
    for (const [file, told] of all) {
      const misses: string[] = []
      const item = itemOf({ id: "si_1", [kind]: told, quantity: 1 }, 0, String(told["currency"]), misses)
      const lacksTiers = told["billing_scheme"] === "tiered" && !Array.isArray(told["tiers"]) && !item.metered
      expect([file, misses]).toEqual([file, lacksTiers ? ["items[0].price.tiers"] : []])
      if (!item.metered && !lacksTiers) expect(Number(item.unit)).toBeGreaterThanOrEqual(0)
      expect(JSON.stringify(item)).not.toContain("undefined")
    }
  })

  test("every discount is worth something, or lacks its coupon by name", () => {
    for (const [file, one] of every("discount")) {
      const misses: string[] = []
      const read = discountsOf({ discounts: [one] }, NO_PERIOD, "", misses)
      const coupon = one["coupon"] ?? (one["source"] as Told | undefined)?.["coupon"]
      expect([file, misses]).toEqual([file, isObject(coupon) ? [] : ["discounts[0].coupon"]])
      expect(read).toHaveLength(isObject(coupon) ? 1 : 0)
    }
  })

  test.each([
    ["on the discount", (coupon: Told) => ({ coupon })],
    ["under its source", (coupon: Told) => ({ source: { type: "coupon", coupon } })],
  ])("every coupon is read %s", (_, held) => {
    const all = every("coupon")
    expect(all.length).toBeGreaterThan(3)
    for (const [file, coupon] of all) {
      const misses: string[] = []
      const discount = { id: "di_1", object: "discount", start: AT, end: null, ...held(coupon) }
      const [read] = discountsOf({ discounts: [discount] }, NO_PERIOD, "", misses)
      expect([file, misses]).toEqual([file, []])
      const isPercent = coupon["percent_off"] !== null
      expect(read).toMatchObject({
        kind: isPercent ? "percent" : "amount",
        value: String(isPercent ? coupon["percent_off"] : coupon["amount_off"]),
        currency: coupon["currency"],
        duration: coupon["duration"],
      })
    }
  })

  test("every object of every other kind that an event tells is set aside, and says why", () => {
    const reasons = new Map<string, string>()
    for (const file of objectFiles())
      for (const object of objectsIn(jsonOf(file))) {
        const kind = String(object["object"])
        const { reading } = readStripeEvent(told(`${kind}.updated`, AT, object))
        if (reading.kind === "ignored") reasons.set(kind, reading.reason)
      }
    expect(reasons.size).toBeGreaterThan(100)
    for (const reason of reasons.values()) expect(reason).toMatch(/^[a-z].{10,}$/)
    for (const kind of ["credit_note", "payout"])
      expect([kind, reasons.get(kind)]).toEqual([kind, expect.not.stringContaining("events of type")])
    expect(reasons.get("promotion_code")).toBe("it names no coupon, or one whose id is none that can be kept")
    for (const kind of ["charge", "radar.early_fraud_warning", "coupon"]) expect(reasons.has(kind)).toBe(false)
  })
})
