import { Show } from "solid-js"
import type { MovementRow } from "../../data/movements.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Money } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"

export const KIND_WORDS = {
  new: "New",
  reactivation: "Reactivation",
  expansion: "Expansion",
  contraction: "Contraction",
  churn: "Churn",
} as const satisfies Record<MovementRow["kind"], string>

/** A customer and a currency move once a day. */
export const keyOf = ({ day, customerId, currency }: MovementRow): string => `${day} ${customerId} ${currency}`

/** A customer's name; its Stripe id while nobody told a name. A link where the organization is known. */
export function Who(props: { row: MovementRow }) {
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

export const COLUMNS: readonly Column<MovementRow>[] = [
  { id: "at", title: "When", sorted: "desc", cell: (row) => <Time at={row.at} /> },
  { id: "who", title: "Customer", cell: (row) => <Who row={row} /> },
  { id: "kind", title: "Movement", cell: (row) => KIND_WORDS[row.kind] },
  { id: "what", title: "What", grow: true, cell: (row) => <span data-tone="2">{row.what}</span> },
  {
    id: "delta",
    title: "Change",
    figure: true,
    cell: (row) => <Money cents={row.deltaCents} currency={row.currency} signed />,
  },
  {
    id: "after",
    title: "MRR after",
    figure: true,
    cell: (row) => <Money cents={row.mrrAfterCents} currency={row.currency} />,
  },
]
