import { describe, expect, test } from "vitest"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { absent, filesIn, jsonOf, objectFiles, objectsIn, titled } from "../../support/payloads.ts"
import { type Told, told, unix } from "../../support/stripe-object.ts"

/** What these objects should say and do not: a discount is told by its id alone, a price by another currency's amount. */
const KNOWN_MISSES: Record<string, string[]> = {
  sub_1SRzoCKXBGcbgpbZDYbXPugg: ["discounts[0].coupon"],
  su_00000000000000: ["items[1].price.currency_options.usd"],
}

const TYPES: Record<string, string> = {
  customer: "customer.updated",
  subscription: "customer.subscription.updated",
  invoice: "invoice.updated",
}
const AT = unix("2026-05-01")

describe.skipIf(absent)(titled("recorded payloads"), () => {
  test("every event is a fact or has a reason, and every fact can be folded", () => {
    const files = filesIn("stripe/events")
    expect(files.length).toBeGreaterThan(90)
    let [facts, discounts] = [0, 0]
    for (const file of files) {
      const event = jsonOf(file) as Told
      const { type, reading, createdAt, customerId } = readStripeEvent(event)
      expect([file, type]).toEqual([file, event["type"]])
      expect([file, createdAt]).toEqual([file, expect.stringMatching(/^20\d\d-.*Z$/)])
      if (reading.kind === "ignored") {
        expect([file, reading.reason]).toEqual([file, expect.stringMatching(/^[a-z].{10,}$/)])
        continue
      }
      if (reading.kind === "discount") {
        expect([file, reading.facts.flatMap(({ misses }) => misses)]).toEqual([file, []])
        discounts++
        continue
      }
      for (const { chargeId, fact } of reading.payments.facts)
        expect([file, chargeId, fact.misses]).toEqual([file, chargeId, KNOWN_MISSES[fact.objectId] ?? []])
      if (reading.kind === "payment") continue
      facts++
      expect([file, reading.fact.misses]).toEqual([file, KNOWN_MISSES[reading.fact.objectId] ?? []])
      contributionsOf(customerId!, timelineOf([reading.fact], { discounts: "all" }), "UTC")
    }
    expect(facts).toBeGreaterThan(25)
    expect(discounts).toBeGreaterThan(1)
  })

  test("every customer, subscription and invoice among the objects is read without an unnamed miss", () => {
    const counts: Record<string, number> = {}
    for (const file of objectFiles())
      for (const object of objectsIn(jsonOf(file), Object.keys(TYPES)).filter(({ id }) => typeof id === "string")) {
        const kind = String(object["object"])
        const { reading } = readStripeEvent(told(TYPES[kind]!, AT, object))
        if (reading.kind === "ignored") {
          expect([file, reading.reason, object["customer"] ?? null]).toEqual([file, "it names no customer", null])
          continue
        }
        if (reading.kind !== "fact") throw new Error(`${file} is of no customer`)
        counts[kind] = (counts[kind] ?? 0) + 1
        const { misses, snapshot } = reading.fact
        expect([file, object["id"], misses]).toEqual([file, object["id"], KNOWN_MISSES[reading.fact.objectId] ?? []])
        expect(JSON.stringify(snapshot)).not.toContain("undefined")
        expect(Object.values(snapshot)).not.toContain(undefined)
        timelineOf([reading.fact], { discounts: "all" })
      }
    expect(counts).toMatchObject({
      customer: expect.any(Number),
      subscription: expect.any(Number),
      invoice: expect.any(Number),
    })
    expect(counts["subscription"]).toBeGreaterThan(25)
    expect(counts["invoice"]).toBeGreaterThan(25)
  })
})
