import { Show } from "solid-js"
import type { Delivery } from "../../data/webhooks.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge, Word } from "../../ui/word.tsx"

/** How a delivery is named in the address. */
export const keyOf = ({ provider, deliveryId }: Pick<Delivery, "provider" | "deliveryId">): string =>
  `${provider}/${deliveryId}`

/** What a row says of its delivery. `newest` knows more of one that was looked at since. */
export const columnsOf = (newest: (row: Delivery) => Delivery): readonly Column<Delivery>[] => [
  {
    id: "type",
    title: "Event",
    cell: (row) => <code>{row.type}</code>,
    beside: (row) => (
      <Show when={row.livemode === false}>
        <Badge kind="sandbox">test</Badge>
      </Show>
    ),
  },
  { id: "status", title: "Status", cell: (row) => <Word status={newest(row).status} /> },
  { id: "customer", title: "Customer", cell: (row) => <code data-tone="2">{newest(row).customerId ?? "–"}</code> },
  { id: "object", title: "Object", cell: (row) => <code data-tone="2">{newest(row).objectId ?? "–"}</code> },
  {
    id: "reason",
    title: "Reason",
    grow: true,
    cell: (row) => (
      <span data-tone="2" title={newest(row).reason ?? undefined}>
        {newest(row).reason}
      </span>
    ),
  },
  {
    id: "received",
    title: "Received",
    figure: true,
    sorted: "desc",
    cell: (row) => <Time at={row.receivedAt} seconds />,
  },
]
