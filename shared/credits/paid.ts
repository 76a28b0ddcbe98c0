import type { Transaction } from "../contract/transactions.ts"
import { microsOfUsd } from "../money.ts"
import type { Payment } from "../payments/payment.ts"
import { msOf, SECOND_MS } from "../time.ts"
import type { Paid } from "./stripe-due.ts"

/** What a charge brought, and which credits it bought; undefined while nothing of it is settled and nothing was bought. */
export function paidOf(transaction: Transaction, { charge }: Payment): Paid | undefined {
  const { chargeId, at, settled, status, grossCents, refundedCents } = transaction
  const isTaken = charge?.status === "succeeded" && charge.captured
  const settledCents = Object.fromEntries(
    settled.map(({ currency, settledCents, refundCents }) => [currency, settledCents + refundCents]),
  )
  const boughtMicros = isTaken && charge.creditsUsd ? microsOfUsd(charge.creditsUsd) : 0
  if (Object.keys(settledCents).length === 0 && boughtMicros === 0) return undefined
  const lost = status === "disputeLost"
  const returnedMicros =
    lost || refundedCents >= grossCents ? boughtMicros : share(boughtMicros, refundedCents, grossCents)
  return {
    chargeId,
    atSeconds: msOf(at) / SECOND_MS,
    settledCents,
    ...(boughtMicros > 0 ? { topUp: { boughtMicros, returnedMicros } } : {}),
  }
}

/** As much of credits as was given back of the money, rounded half up to the micro-dollar. */
const share = (micros: number, part: number, whole: number): number =>
  Number((BigInt(micros) * BigInt(part) * 2n + BigInt(whole)) / (BigInt(whole) * 2n))
