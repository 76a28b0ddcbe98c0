import { Show } from "solid-js"
import type { BalanceEntry } from "#shared/contract/transactions.ts"
import type { TransactionDetail } from "../../data/transactions.ts"
import { Copy } from "../../ui/copy.tsx"
import { Money } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { None } from "./amounts.tsx"
import { Ledger } from "./ledger.tsx"

const OF: Record<BalanceEntry["of"], string> = {
  charge: "Charge",
  refund: "Refund",
  refundFailure: "Refund that failed",
  dispute: "Dispute",
}

const MOVEMENTS: readonly Column<BalanceEntry>[] = [
  { id: "at", title: "When", cell: (row) => <Time at={row.at} /> },
  { id: "of", title: "Of what", cell: (row) => OF[row.of] },
  {
    id: "amount",
    title: "Amount",
    figure: true,
    cell: (row) => <Money cents={row.amountCents} currency={row.currency} />,
  },
  { id: "fee", title: "Fee", figure: true, cell: (row) => <Money cents={row.feeCents} currency={row.currency} /> },
  { id: "net", title: "Net", figure: true, cell: (row) => <Money cents={row.netCents} currency={row.currency} /> },
  {
    id: "available",
    title: "Available",
    figure: true,
    cell: (row) => (row.availableAt ? <Time at={row.availableAt} as="date" /> : <None />),
  },
  { id: "id", title: "Balance transaction", cell: (row) => <Copy text={row.balanceTransactionId} /> },
]

type Refund = TransactionDetail["refunds"][number]
const REFUNDS: readonly Column<Refund>[] = [
  { id: "at", title: "When", cell: (row) => <Time at={row.at} /> },
  {
    id: "amount",
    title: "Refund",
    figure: true,
    cell: (row) => <Money cents={-row.amountCents} currency={row.currency} />,
  },
  { id: "status", title: "Status", cell: (row) => spaced(row.status) },
  { id: "reason", title: "Reason", cell: (row) => spaced(row.failureReason ?? row.reason) ?? <None /> },
  { id: "id", title: "Id", cell: (row) => <Copy text={row.refundId} /> },
]

type Dispute = TransactionDetail["disputed"][number]
const DISPUTES: readonly Column<Dispute>[] = [
  { id: "at", title: "When", cell: (row) => <Time at={row.at} /> },
  {
    id: "amount",
    title: "Disputed",
    figure: true,
    cell: (row) => <Money cents={row.amountCents} currency={row.currency} />,
  },
  { id: "status", title: "Status", cell: (row) => spaced(row.status) },
  { id: "reason", title: "Reason", cell: (row) => spaced(row.reason) ?? <None /> },
  { id: "due", title: "Answer due", figure: true, cell: (row) => (row.dueAt ? <Time at={row.dueAt} /> : <None />) },
  { id: "id", title: "Id", cell: (row) => <Copy text={row.disputeId} /> },
]

/** Stripe's word, read aloud as words. */
const spaced = (word: string | null): string | null => word && word.replaceAll("_", " ")

/** Every movement of the balance, refund and dispute of a charge, each in a table of its own where there is any. */
export function Movements(props: { of: TransactionDetail }) {
  return (
    <>
      <Show
        when={props.of.balance.length > 0}
        fallback={
          <p data-tone="2">
            {props.of.pending.length > 0
              ? "Stripe has told of no movement of the balance yet."
              : "Nothing of it moved the balance."}
          </p>
        }
      >
        <Ledger label="Movements of the balance" columns={MOVEMENTS} rows={props.of.balance} />
      </Show>
      <Show when={props.of.refunds.length > 0}>
        <Ledger label="Refunds" columns={REFUNDS} rows={props.of.refunds} />
      </Show>
      <Show when={props.of.disputed.length > 0}>
        <Ledger label="Disputes" columns={DISPUTES} rows={props.of.disputed} />
      </Show>
    </>
  )
}
