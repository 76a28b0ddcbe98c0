import { describe, expect, test } from "vitest"
import { wantsOf } from "#shared/payments/parts.ts"
import { balanceFact, paymentNewsOf } from "#shared/payments/payment-news.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { transactionOf } from "#shared/payments/transaction.ts"
import { absent, filesIn, jsonOf, objectsIn, titled } from "../../support/payloads.ts"
import type { Told } from "../../support/stripe-object.ts"

const TELLING = { createdSeconds: 1_900_000_000, eventId: "evt_1", type: "read", previous: null }

/** What these say otherwise than Stripe's API does: one project keeps amounts as text, another left most fields out. */
const KNOWN_MISSES: readonly (readonly [RegExp, string[]])[] = [
  [/dj-stripe/, ["amount"]],
  [/opencollective/, ["amount", "fee", "net", "currency", "created"]],
]
const missesOf = (file: string): string[] => KNOWN_MISSES.find(([name]) => name.test(file))?.[1] ?? []

const NAMES_NONE: Record<string, string> = { invoice_payment: "it names neither a charge nor a payment intent" }
const payerOf = ({ payment }: Told): unknown => (payment as Told)["charge"] ?? (payment as Told)["payment_intent"]

describe.skipIf(absent)(titled("recorded payments"), () => {
  test("every charge, refund, dispute, fraud warning, balance transaction and invoice payment is read without an unnamed miss, and can be folded", () => {
    const counts: Record<string, number> = {}
    for (const file of filesIn("stripe"))
      for (const object of objectsIn(jsonOf(file), [
        ...["charge", "refund", "dispute", "balance_transaction", "radar.early_fraud_warning", "invoice_payment"],
      ])) {
        const kind = String(object["object"])
        const news =
          kind === "balance_transaction"
            ? { facts: balanceFact(object, TELLING).map((fact) => ({ chargeId: "ch_1", fact })) }
            : paymentNewsOf(object, TELLING)
        if ("reason" in news) {
          const named = kind === "invoice_payment" ? payerOf(object) : object["charge"]
          expect([file, news.reason, named ?? null]).toEqual([file, NAMES_NONE[kind] ?? "it names no charge", null])
          continue
        }
        if ("ties" in news && kind === "invoice_payment") counts["tie"] = (counts["tie"] ?? 0) + news.ties.length
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
    expect([counts["warning"], counts["tie"]! > 15]).toEqual([1, true])
  })
})
