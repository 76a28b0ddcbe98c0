import { Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Money } from "../../ui/money.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { NoRevenue } from "./none.tsx"

type Row = Overview["recentMovements"][number]

const WORDS = {
  new: "New",
  expansion: "Expansion",
  contraction: "Contraction",
  churn: "Churn",
  reactivation: "Reactivation",
} as const satisfies Record<Row["kind"], string>

/** A customer's name; its Stripe id while nobody told a name. A link where the organization is known. */
function Who(props: { row: Row }) {
  const name = () => props.row.name ?? <code>{props.row.customerId}</code>
  return (
    <Show when={props.row.organizationId} fallback={name()}>
      {(id) => (
        <a data-plain="" href={directoryPath(id())}>
          {name()}
        </a>
      )}
    </Show>
  )
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "who", title: "Organization", cell: (row) => <Who row={row} /> },
  { id: "kind", title: "Movement", cell: (row) => WORDS[row.kind] },
  { id: "what", title: "What", grow: true, cell: (row) => <span data-tone="2">{row.what}</span> },
  {
    id: "when",
    title: "When",
    figure: true,
    cell: (row) => (
      <span data-tone="3">
        <Time at={row.at} as="short" />
      </span>
    ),
  },
  {
    id: "delta",
    title: "MRR",
    figure: true,
    cell: (row) => <Money cents={row.deltaCents} currency={row.currency} signed />,
  },
]

/** The newest movements, one a row, each in the currency it is billed in. */
export function Recent(props: { data: Overview }) {
  return (
    <Sheet>
      <Show when={props.data.recentMovements.length > 0} fallback={<NoRevenue of="movements" />}>
        <Table
          label="Movements, newest first"
          columns={COLUMNS}
          rows={props.data.recentMovements}
          keyOf={(row) => `${row.customerId} ${row.at} ${row.kind}`}
        />
      </Show>
    </Sheet>
  )
}
