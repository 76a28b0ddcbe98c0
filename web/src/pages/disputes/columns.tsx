import { For, Show } from "solid-js"
import type { Dispute } from "../../data/disputes.ts"
import { countOf } from "../../format.ts"
import { disputePath } from "../../shell/nav.ts"
import { Money } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { None, Pending } from "../transactions/amounts.tsx"
import { Customer } from "../transactions/customer.tsx"
import { OpenInStripe } from "../stripe/open-in-stripe.tsx"
import { DaysLeftWord, DisputeStatusWord, spaced } from "./words.tsx"

export const keyOf = ({ disputeId }: Dispute): string => disputeId

/** What it did to the balance; pending until Stripe was asked. */
export function SettledAmount(props: { of: Pick<Dispute, "pending" | "settled"> }) {
  return (
    <Show when={!props.of.pending} fallback={<Pending />}>
      <For each={props.of.settled} fallback={<None />}>
        {(one) => (
          <span data-part="line">
            <Money cents={one.amountCents} currency={one.currency} />
          </span>
        )}
      </For>
    </Show>
  )
}

const USED = [
  ["requests", "request", "requests"],
  ["activities", "activity", "activities"],
  ["sessions", "session", "sessions"],
  ["generations", "generation", "generations"],
] as const

/** What the customer used in the 60 days before, the most of it first; it leads to the samples. */
function Used(props: { of: Dispute }) {
  const said = () => {
    const { used } = props.of
    if (!used) return []
    const counted = USED.filter(([name]) => used[name] > 0).sort(([one], [other]) => used[other] - used[one])
    return counted.map(([name, one, many]) => countOf(used[name], one, many))
  }
  return (
    <Show when={props.of.used} fallback={<None />}>
      <Show when={said().length > 0} fallback="nothing">
        <a href={disputePath(props.of.mode, props.of.disputeId)} title={said().join(", ")}>
          {said()[0]}
        </a>
      </Show>
    </Show>
  )
}

export const COLUMNS: readonly Column<Dispute>[] = [
  { id: "at", title: "When", cell: (row) => <Time at={row.at} /> },
  { id: "customer", title: "Customer", grow: true, cell: (row) => <Customer of={row} /> },
  { id: "left", title: "Days left", cell: (row) => <DaysLeftWord of={row} /> },
  {
    id: "amount",
    title: "Amount",
    figure: true,
    cell: (row) => <Money cents={row.amountCents} currency={row.currency} />,
  },
  { id: "settled", title: "Settled", figure: true, cell: (row) => <SettledAmount of={row} /> },
  { id: "reason", title: "Reason", cell: (row) => (row.reason ? spaced(row.reason) : <None />) },
  { id: "kind", title: "Kind", cell: (row) => (row.escalated ? "chargeback, was an inquiry" : row.kind) },
  { id: "status", title: "Status", cell: (row) => <DisputeStatusWord of={row.status} /> },
  { id: "due", title: "Due", figure: true, cell: (row) => (row.dueAt ? <Time at={row.dueAt} /> : <None />) },
  { id: "usage", title: "Used before", cell: (row) => <Used of={row} /> },
  {
    id: "stripe",
    title: "Stripe",
    cell: (row) => <OpenInStripe mode={row.mode} path={`disputes/${encodeURIComponent(row.disputeId)}`} words="Open" />,
  },
]
