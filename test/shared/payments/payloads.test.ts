import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { wantsOf } from "#shared/payments/parts.ts"
import { balanceFact, paymentNewsOf } from "#shared/payments/payment-news.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { transactionOf } from "#shared/payments/transaction.ts"
import type { Told } from "../../support/stripe-object.ts"

const PAYLOADS = "../shared/payloads"
const absent = !existsSync(PAYLOADS)
const title = absent ? "recorded payments (skipped: no ../shared/payloads)" : "recorded payments"
const TELLING = { createdSeconds: 1_900_000_000, eventId: "evt_1", type: "read", previous: null }

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.name.endsWith(".json") ? [join(entry.parentPath, entry.name)] : [],
  )

/** Every object of a kind anywhere inside a value. */
function objectsIn(value: unknown, kinds: readonly string[]): Told[] {
  if (typeof value !== "object" || value === null) return []
  const inside = Object.values(value).flatMap((one) => objectsIn(one, kinds))
  return kinds.includes(String((value as Told)["object"])) ? [value as Told, ...inside] : inside
}

/** What these say otherwise than Stripe's API does: one project keeps amounts as text, another left most fields out. */
const KNOWN_MISSES: readonly (readonly [RegExp, string[]])[] = [
  [/dj-stripe/, ["amount"]],
  [/opencollective/, ["amount", "fee", "net", "currency", "created"]],
]
const missesOf = (file: string): string[] => KNOWN_MISSES.find(([name]) => name.test(file))?.[1] ?? []

describe.skipIf(absent)(title, () => {
  test("every charge, refund, dispute and balance transaction is read without an unnamed miss, and can be folded", () => {
    const counts: Record<string, number> = {}
    for (const file of filesIn(join(PAYLOADS, "stripe")))
      for (const object of objectsIn(JSON.parse(readFileSync(file, "utf8")), [
        ...["charge", "refund", "dispute", "balance_transaction"],
      ])) {
        const kind = String(object["object"])
        const news =
          kind === "balance_transaction"
            ? { facts: balanceFact(object, TELLING).map((fact) => ({ chargeId: "ch_1", fact })) }
            : paymentNewsOf(object, TELLING)
        if ("reason" in news) {
          expect([file, news.reason, object["charge"] ?? null]).toEqual([file, "it names no charge", null])
          continue
        }
        for (const { chargeId, fact } of news.facts) {
          counts[fact.object] = (counts[fact.object] ?? 0) + 1
          const unnamed = fact.misses.filter((miss) => !missesOf(file).includes(miss))
          expect([file, object["id"], unnamed]).toEqual([file, object["id"], []])
          expect(JSON.stringify(fact.snapshot)).not.toContain("undefined")
          const payment = paymentOf([fact])
          transactionOf(chargeId, "live", payment, [])
          wantsOf(chargeId, payment)
        }
      }
    expect(counts["charge"]).toBeGreaterThan(20)
    for (const kind of ["refund", "dispute", "balance"]) expect(counts[kind]).toBeGreaterThan(2)
  })
})
