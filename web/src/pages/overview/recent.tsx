import { Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { Money } from "../../ui/money.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { KIND_WORDS, Who } from "../movements/columns.tsx"
import { NoRevenue } from "./none.tsx"

type Row = Overview["recentMovements"][number]

const COLUMNS: readonly Column<Row>[] = [
  { id: "who", title: "Organization", cell: (row) => <Who row={row} /> },
  { id: "kind", title: "Movement", cell: (row) => KIND_WORDS[row.kind] },
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
