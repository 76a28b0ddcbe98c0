import type * as z from "zod/mini"
import {
  listTransactions,
  type ListedTransaction as Transaction,
  readTransaction,
  type TransactionDetail,
  type TransactionTotals,
} from "#shared/contract/transactions.ts"
import { liveQuery } from "../live-query.ts"

export type { Transaction, TransactionDetail, TransactionTotals }
/** What the list is asked for. */
export type TransactionsAsked = Omit<z.input<typeof listTransactions.input>, "cursor" | "limit">

const TOPICS = ["transactions"]

/** One page of transactions, newest first, and what all of them add up to on the first. */
export const liveTransactions = (
  ask: () => z.input<typeof listTransactions.input> | undefined,
  againMs: () => number | undefined,
) => liveQuery(listTransactions, ask, { topics: TOPICS, key: "chargeId", again: againMs })

/** One charge with all that moved the balance because of it. */
export const liveTransaction = (name: () => Pick<Transaction, "mode" | "chargeId">) =>
  liveQuery(readTransaction, name, { topics: TOPICS })
