import { Show } from "solid-js"
import type { DisputeMovement } from "#shared/contract/disputes.ts"
import type { DisputeDetail } from "../../data/disputes.ts"
import { Copy } from "../../ui/copy.tsx"
import { Money } from "../../ui/money.tsx"
import { Section } from "../../ui/section.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { None, Pending } from "../transactions/amounts.tsx"
import { Ledger } from "../transactions/ledger.tsx"

const MOVED: Record<DisputeMovement["of"], string> = {
  charge: "Charge",
  refund: "Refund",
  refundFailure: "Refund that failed",
  dispute: "Dispute withdrawal",
}
const nameOf = ({ of, amountCents }: DisputeMovement): string =>
  of === "dispute" && amountCents > 0 ? "Dispute reversal" : MOVED[of]

const settled = (id: string, title: string, centsOf: (row: DisputeMovement) => number): Column<DisputeMovement> => ({
  ...{ id, title, figure: true },
  cell: (row) => <Money cents={centsOf(row)} currency={row.currency} />,
})

const COLUMNS: readonly Column<DisputeMovement>[] = [
  { id: "movement", title: "Movement", cell: nameOf },
  { id: "at", title: "Date", cell: (row) => <Time at={row.at} as="date" /> },
  {
    id: "presented",
    title: "Presented",
    figure: true,
    cell: (row) => (
      <Show when={row.presented} fallback={<None />}>
        {(told) => <Money cents={told().cents} currency={told().currency} />}
      </Show>
    ),
  },
  { id: "fx", title: "FX", figure: true, cell: (row) => row.fx ?? <None /> },
  settled("settled", "Settled", (row) => row.amountCents),
  settled("fee", "Fee", (row) => -row.feeCents),
  settled("net", "Net", (row) => row.netCents),
  { id: "id", title: "Balance transaction", cell: (row) => <Copy text={row.balanceTransactionId} /> },
]

/** Every movement of the balance of the charge, each at its own rate, and what they add up to. */
export function MoneyMoved(props: { of: DisputeDetail }) {
  const one = () => new Set(props.of.balance.map(({ currency }) => currency)).size === 1
  return (
    <Section title="Money" note="as settled; each movement carries its own rate">
      <Show
        when={props.of.balance.length > 0}
        fallback={
          <p data-part="unsettled">
            <Pending /> — Stripe has told of no movement of the balance yet.
          </p>
        }
      >
        <Ledger
          label="Movements of the balance"
          columns={COLUMNS}
          rows={props.of.balance}
          foot={one() && <Net of={props.of} />}
        />
      </Show>
    </Section>
  )
}

function Net(props: { of: DisputeDetail }) {
  const sum = (centsOf: (row: DisputeMovement) => number) => (
    <Money
      cents={props.of.balance.reduce((total, row) => total + centsOf(row), 0)}
      currency={props.of.balance[0]!.currency}
    />
  )
  return (
    <tr>
      <th scope="row" colspan="4">
        {props.of.pending ? "Net effect of what is told" : "Net effect so far"}
      </th>
      <td data-figure="">{sum((row) => row.amountCents)}</td>
      <td data-figure="">{sum((row) => -row.feeCents)}</td>
      <td data-figure="">{sum((row) => row.netCents)}</td>
      <td />
    </tr>
  )
}
