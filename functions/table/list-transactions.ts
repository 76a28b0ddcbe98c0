import type { Transaction, TransactionFilter, TransactionTotals } from "#shared/contract/transactions.ts"
import { addUp, groupOf, type TransactionSums, transactionsCube } from "#shared/payments/transactions-cube.ts"
import { totalOn } from "#shared/revenue/rates.ts"
import { addDays, addMonths, dayOf, instant, msOf, startOfDay } from "#shared/time.ts"
import { cubesBetween } from "./cubes.ts"
import type { Ground } from "./ground.ts"
import { monthsOf, transactionIn, transactionsOf } from "./transaction.ts"
import { type FeedPlace, walkBack, type Walked } from "./walk-back.ts"

const ROWS_A_LOOK = 100
/** Some 25 read units: a row takes half a kilobyte. */
const ROWS_MAX = 400

/** How a reader reads a transaction: as it is, or with what is personal masked. */
export type Reads = (transaction: Transaction) => Transaction

interface Asked {
  filter: TransactionFilter
  limit: number
  from?: FeedPlace | undefined
  reads: Reads
}

/** Transactions that match, newest first, as they are read; a rare filter stops after 400 rows, and goes on from there. */
export async function listTransactions(
  { db }: Ground,
  { filter, limit, from, reads }: Asked,
): Promise<Walked<Transaction>> {
  const { mode } = filter
  const time = { from: filter.from ?? "", to: filter.to ?? "9" }
  const matches = transactionMatches(filter)
  const months = (await monthsOf(db, mode)).filter((month) => month <= time.to && `${month}~` > time.from)
  return walkBack(months, {
    page: (month, before) => transactionsOf(db, mode, month, { ...time, before }, ROWS_A_LOOK),
    match: (row) => {
      const transaction = reads(transactionIn(row))
      return matches(transaction) ? transaction : undefined
    },
    limit,
    rowsMax: ROWS_MAX,
    from,
  })
}

/** Whether a transaction, as it is read, is one of them. */
export const transactionMatches =
  ({ status, currency, settlement, search }: TransactionFilter) =>
  (one: Transaction): boolean =>
    (!status || one.status === status) &&
    (!currency || one.currency === currency) &&
    (!settlement || one.settled[0]?.currency === settlement) &&
    (!search || textOf(one).includes(search.toLowerCase()))

const textOf = ({
  chargeId,
  paymentIntentId,
  customerId,
  name,
  email,
  description,
  method,
  invoice,
  disputes,
}: Transaction) =>
  [
    ...[chargeId, paymentIntentId, customerId, name, email, description, method],
    ...[invoice?.invoiceId, invoice?.number, ...disputes.map(({ disputeId }) => disputeId)],
  ]
    .join("\n")
    .toLowerCase()

/** What transactions of a time add up to, by status, currency and settlement currency; empty where there are none. */
export async function transactionSums(
  ground: Ground,
  { mode, from, to }: TransactionFilter,
): Promise<Record<string, TransactionSums>> {
  const { reportingZone: zone } = await ground.settings()
  const months = await monthsOf(ground.db, mode)
  if (months.length === 0) return {}
  // A month of the list is one by UTC; by the zone's clock it begins and ends within a day of that.
  const first = startOfDay(addDays(`${months.at(-1)!}-01`, -1), zone)
  const last = startOfDay(addDays(addMonths(`${months[0]!}-01`, 1), 1), zone)
  const begins = from && from > first ? from : first
  const ends = to && to < last ? to : last
  if (begins >= ends) return {}
  return transactionsCube.merge(await cubesBetween(ground, transactionsCube, { scope: mode, zone }, begins, ends))
}

/** Of those sums the ones that a filter asks for, with one net in the reporting currency at the rates of the time's end. */
export async function transactionTotals(
  ground: Ground,
  sums: Record<string, TransactionSums>,
  { status, currency, settlement, to }: TransactionFilter,
): Promise<TransactionTotals> {
  const settings = await ground.settings()
  const asked = Object.entries(sums).filter(([key]) => {
    const group = groupOf(key)
    return (
      (!status || group.status === status) &&
      (!currency || group.currency === currency) &&
      (!settlement || group.settlement === settlement)
    )
  })
  const sum = addUp(asked.map(([, one]) => one))
  const byCurrency = Map.groupBy(asked, ([key]) => groupOf(key).currency)
  const settled = Object.values(sum.settled).sort((one, other) => (one.currency < other.currency ? -1 : 1))
  const now = ground.clock.business()
  const day = dayOf(to && to < now ? instant(msOf(to) - 1) : now, settings.reportingZone)
  const total = (some: readonly (typeof settled)[number][]) =>
    totalOn(settings, Object.fromEntries(some.map((one) => [one.currency, one.netCents])), day)
  return {
    count: sum.count,
    pending: sum.pending,
    gross: [...byCurrency]
      .map(([code, groups]) => ({ currency: code, cents: addUp(groups.map(([, one]) => one)).grossCents }))
      .sort((one, other) => (one.currency < other.currency ? -1 : 1)),
    settled,
    converted: {
      currency: settings.reportingCurrency,
      netCents: total(settled),
      missingRates: settled.filter((one) => total([one]) === null).map((one) => one.currency),
    },
  }
}
