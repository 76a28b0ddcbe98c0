import { Show } from "solid-js"
import type { Transaction } from "../../data/transactions.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Amounts, Gross, None } from "./amounts.tsx"
import { Customer } from "./customer.tsx"
import { Fee } from "./fee.tsx"
import { StatusWord } from "./status-word.tsx"

export const keyOf = ({ chargeId }: Transaction): string => chargeId

/** The invoice that was paid, where Stripe shows it to whoever has the link. */
export function Invoice(props: { of: Transaction["invoice"] }) {
  return (
    <Show when={props.of} fallback={<span data-tone="3">no invoice</span>}>
      {(invoice) => (
        <Show when={invoice().url} fallback={invoice().number ?? invoice().invoiceId}>
          {(url) => (
            <a href={url()} target="_blank" rel="noopener">
              {invoice().number ?? invoice().invoiceId}
            </a>
          )}
        </Show>
      )}
    </Show>
  )
}

export const COLUMNS: readonly Column<Transaction>[] = [
  {
    id: "at",
    title: "When",
    sorted: "desc",
    cell: (row) => <Time at={row.at} />,
  },
  { id: "customer", title: "Customer", grow: true, cell: (row) => <Customer of={row} /> },
  { id: "status", title: "Status", cell: (row) => <StatusWord of={row.status} /> },
  { id: "gross", title: "Gross", figure: true, cell: (row) => <Gross of={row} /> },
  {
    id: "settled",
    title: "Settled",
    figure: true,
    cell: (row) => <Amounts of={row} field="settledCents" part="charge" zero />,
  },
  { id: "fx", title: "FX", figure: true, cell: (row) => row.fx ?? <None /> },
  { id: "fee", title: "Fee", figure: true, cell: (row) => <Fee of={row} /> },
  {
    id: "refunds",
    title: "Refunds",
    figure: true,
    cell: (row) => <Amounts of={row} field="refundCents" part="refunds" />,
  },
  {
    id: "disputes",
    title: "Disputes",
    figure: true,
    cell: (row) => <Amounts of={row} field="disputeCents" part="disputes" />,
  },
  { id: "net", title: "Net", figure: true, cell: (row) => <Amounts of={row} field="netCents" zero /> },
  { id: "invoice", title: "Invoice", cell: (row) => <Invoice of={row.invoice} /> },
]
