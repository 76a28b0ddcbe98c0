import fc from "fast-check"
import { expect, test } from "vitest"
import { type Transaction, TransactionStatus } from "#shared/contract/transactions.ts"
import { addUp, groupOf, transactionsCube } from "#shared/payments/transactions-cube.ts"
import { chargeObject, PAID_AT, paymentFactsIn, transactionIn } from "../../support/payment-object.ts"
import { told } from "../../support/stripe-object.ts"

const BLANK = transactionIn(paymentFactsIn([told("charge.succeeded", PAID_AT, chargeObject())]))
const CURRENCIES = ["usd", "mxn", "jpy", "kwd", "cad"] as const
const cents = fc.integer({ min: -1e9, max: 1e9 })
const settled = fc.record({
  currency: fc.constantFrom(...CURRENCIES),
  settledCents: cents,
  feeCents: cents,
  refundCents: cents,
  disputeCents: cents,
  netCents: cents,
})
/** Rows as the list may show them: settled in none, one or several currencies. */
const rows: fc.Arbitrary<Transaction[]> = fc
  .array(
    fc.record({
      status: fc.constantFrom(...TransactionStatus.options),
      currency: fc.constantFrom(...CURRENCIES),
      grossCents: fc.nat(1e9),
      pending: fc.constantFrom<Transaction["pending"]>([], ["charge"], ["refunds", "disputes"]),
      settled: fc.uniqueArray(settled, { maxLength: 3, selector: ({ currency }) => currency }),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((row, nth) => ({ ...BLANK, ...row, chargeId: `ch_${nth}` })))

const cubeOf = (some: readonly Transaction[]) =>
  transactionsCube.fold(some.map((body) => ({ id: body.chargeId, at: body.at, body })))

/** One field of one settlement currency, row by row. */
const sumOf = (some: readonly Transaction[], currency: string, field: "settledCents" | "netCents" | "disputeCents") =>
  some
    .flatMap((row) => row.settled)
    .filter((one) => one.currency === currency)
    .reduce((sum, one) => sum + one[field], 0)

test("totals are the sums of their rows in each settlement currency, however days are put together", () => {
  fc.assert(
    fc.property(rows, fc.nat(40), (all, cut) => {
      const cube = transactionsCube.merge([cubeOf(all.slice(0, cut)), cubeOf(all.slice(cut))])
      expect(Object.keys(cube).sort()).toEqual(Object.keys(cubeOf(all)).sort())
      const total = addUp(Object.values(cube))
      expect([total.count, total.pending, total.grossCents]).toEqual([
        all.length,
        all.filter(({ pending }) => pending.length > 0).length,
        all.reduce((sum, { grossCents }) => sum + grossCents, 0),
      ])
      for (const currency of CURRENCIES)
        for (const field of ["settledCents", "netCents", "disputeCents"] as const)
          expect(total.settled[currency]?.[field] ?? 0).toBe(sumOf(all, currency, field))
      for (const [key, sums] of Object.entries(cube)) {
        const { status, currency, settlement } = groupOf(key)
        const own = all.filter(
          (row) =>
            row.status === status && row.currency === currency && (row.settled[0]?.currency ?? null) === settlement,
        )
        expect(sums).toEqual(addUp(Object.values(cubeOf(own))))
        for (const one of CURRENCIES) expect(sums.settled[one]?.netCents ?? 0).toBe(sumOf(own, one, "netCents"))
      }
    }),
  )
})
