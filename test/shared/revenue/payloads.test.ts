import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { type Told, told, unix } from "../../support/stripe-object.ts"

const PAYLOADS = "../shared/payloads"
const absent = !existsSync(PAYLOADS)
const title = absent ? "recorded payloads (no ../shared/payloads)" : "recorded payloads"

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.name.endsWith(".json") ? [join(entry.parentPath, entry.name)] : [],
      )
    : []
const jsonOf = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"))

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

/** Every object anywhere inside a value that one of our normalisers reads. */
function objectsIn(value: unknown): Told[] {
  if (typeof value !== "object" || value === null) return []
  const inside = Object.values(value).flatMap(objectsIn)
  const name = (value as Told)["object"]
  return typeof name === "string" && name in TYPES && typeof (value as Told)["id"] === "string"
    ? [value as Told, ...inside]
    : inside
}

describe.skipIf(absent)(title, () => {
  test("every event is a fact or has a reason, and every fact can be folded", () => {
    const files = filesIn(join(PAYLOADS, "stripe/events"))
    expect(files.length).toBeGreaterThan(90)
    let facts = 0
    for (const file of files) {
      const event = jsonOf(file) as Told
      const { type, reading, createdAt, customerId } = readStripeEvent(event)
      expect([file, type]).toEqual([file, event["type"]])
      expect([file, createdAt]).toEqual([file, expect.stringMatching(/^20\d\d-.*Z$/)])
      if (reading.kind === "ignored") {
        expect([file, reading.reason]).toEqual([file, expect.stringMatching(/^[a-z].{10,}$/)])
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
  })

  test("every customer, subscription and invoice among the objects is read without an unnamed miss", () => {
    const sources = [...filesIn(join(PAYLOADS, "stripe/objects")), join(PAYLOADS, "stripe/fixtures3.json")]
    const counts: Record<string, number> = {}
    for (const file of sources)
      for (const object of objectsIn(jsonOf(file))) {
        const kind = String(object["object"])
        const { reading } = readStripeEvent(told(TYPES[kind]!, AT, object))
        if (reading.kind === "ignored") {
          expect([file, reading.reason, object["customer"] ?? null]).toEqual([file, "it names no customer", null])
          continue
        }
        if (reading.kind === "payment") throw new Error(`${file} is of no customer`)
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
