import type { Transaction } from "#shared/contract/transactions.ts"
import { balanceFact } from "#shared/payments/payment-news.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { transactionOf } from "#shared/payments/transaction.ts"
import type { TransactionsCube } from "#shared/payments/transactions-cube.ts"
import { dayOf } from "#shared/time.ts"
import { byStart, seriesKey } from "../../functions/table/bucket.ts"
import { cubeOf } from "../../functions/table/cube-file.ts"
import { queryAll } from "../../functions/table/db.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { transactionIn } from "../../functions/table/transaction.ts"
import { paymentFactsIn } from "../support/payment-object.ts"
import { told } from "../support/stripe-object.ts"
import type { PaymentLife } from "./payment-life.ts"
import { mustEqual } from "./world.ts"

/** What a whole story says of a charge, when everything is told and answered. */
export function truthOf({ mode, chargeId, invoiceId, events, known }: PaymentLife): Transaction {
  const telling = { createdSeconds: 2_000_000_000, eventId: "asked", type: "asked", previous: null }
  const charge = known.at(-1)!
  const answers = known.flatMap((one) => balanceFact(one, telling).filter(({ objectId }) => objectId.startsWith("txn")))
  const asked = paymentFactsIn([told("charge.updated", telling.createdSeconds, charge)])
  const untold = known.filter(({ object }) => object === "refund" || object === "dispute")
  const type = { refund: "refund.updated", dispute: "charge.dispute.updated" } as Record<string, string>
  const others = paymentFactsIn(untold.map((one) => told(type[String(one["object"])]!, 1_999_999_999, one)))
  const tied = events.some(({ type: one }) => one === "invoice_payment.paid")
  const numbered = events.some(({ type: one }) => one === "invoice.paid")
  const invoices = tied ? [{ invoiceId, number: numbered ? `N-${invoiceId.slice(3)}` : null, url: null }] : []
  return transactionOf(
    chargeId,
    mode,
    paymentOf([...paymentFactsIn(events), ...answers, ...asked, ...others]),
    invoices,
  )!
}

/** What the charge itself says of a dispute nobody needs to be asked about. */
const comparable = (transaction: Transaction) => ({ ...transaction, misses: [] })

/** I2 of payments: the list holds each charge once, as its whole story says; days add them up; nothing is left to be asked. */
export async function checkPayments(ground: Ground, lives: readonly PaymentLife[]): Promise<void> {
  for (const mode of ["live", "test"] as const) {
    const expected = lives.filter((life) => life.mode === mode).map(truthOf)
    const months = await queryAll(ground.db, { pk: `transactions#${mode}`, strong: true })
    const rows = (
      await Promise.all(months.map(({ sk }) => queryAll(ground.db, { pk: `transactions#${mode}#${sk}`, strong: true })))
    ).flat()
    const kept = rows.map(transactionIn)
    mustEqual("I2", `The list of ${mode} transactions`, byId(kept), byId(expected))
    const { reportingZone: zone } = await ground.settings()
    const series = { kind: "transactions", scope: mode, level: "day", zone } as const
    const cubes = byStart(await queryAll(ground.db, { pk: seriesKey(series), strong: true }))
    for (const [day, some] of Map.groupBy(expected, ({ at }) => dayOf(at, zone))) {
      const cube = cubes.get(day)?.cube
      const said = cube ? ((await cubeOf(ground, cube)) as TransactionsCube) : {}
      mustEqual("I2", `The ${mode} transactions of ${day}`, sumsOf(said), sumsIn(some))
    }
    for (const { chargeId } of expected) {
      const [wanted] = await queryAll(ground.db, {
        pk: `payment#${mode}#charge#${chargeId}`,
        sk: { begins: "wanted" },
        strong: true,
      })
      mustEqual("I1", `What is still to be asked of ${chargeId}`, wanted?.["wants"] ?? [], [])
    }
  }
}

const byId = (all: readonly Transaction[]) =>
  all.map(comparable).sort((one, other) => (one.chargeId < other.chargeId ? -1 : 1))

/** By settlement currency how many and what net, recounted without the cube's own code. */
function sumsIn(transactions: readonly Transaction[]): Record<string, number[]> {
  const sums: Record<string, number[]> = {}
  for (const { status, settled } of transactions)
    for (const { currency, netCents, feeCents } of settled) {
      const held = (sums[`${status} ${currency}`] ??= [0, 0, 0])
      held[0]! += 1
      held[1]! += netCents
      held[2]! += feeCents
    }
  return sums
}
function sumsOf(cube: TransactionsCube): Record<string, number[]> {
  const sums: Record<string, number[]> = {}
  for (const [key, { count, settled }] of Object.entries(cube))
    for (const { currency, netCents, feeCents } of Object.values(settled)) {
      const held = (sums[`${key.split(" ")[0]} ${currency}`] ??= [0, 0, 0])
      held[0]! += count
      held[1]! += netCents
      held[2]! += feeCents
    }
  return sums
}
