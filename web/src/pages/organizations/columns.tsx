import { Show } from "solid-js"
import type { OrganizationRow } from "#shared/contract/organizations.ts"
import { Copy } from "../../ui/copy.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge, Word } from "../../ui/word.tsx"

export const COLUMNS: readonly Column<OrganizationRow>[] = [
  {
    id: "name",
    title: "Organization",
    sort: true,
    cell: (row) => row.name,
    beside: (row) => (
      <>
        <Show when={row.stub}>
          <Badge kind="plain">named, not described yet</Badge>
        </Show>
        <Copy text={row.id} />
      </>
    ),
  },
  {
    id: "billingEmail",
    title: "Billing e-mail",
    sort: true,
    grow: true,
    cell: (row) => <span data-tone="2">{row.billingEmail ?? "–"}</span>,
  },
  { id: "plan", title: "Plan", sort: true, cell: (row) => row.plan },
  { id: "status", title: "Status", sort: true, cell: (row) => <Word status={row.status} /> },
  {
    id: "createdAt",
    title: "Created",
    sort: true,
    figure: true,
    cell: (row) => (row.createdAt ? <Time at={row.createdAt} as="date" /> : "–"),
  },
]
