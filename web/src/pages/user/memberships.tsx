import { Show } from "solid-js"
import type { Membership } from "#shared/contract/users.ts"
import type { User } from "../../data/users.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Copy } from "../../ui/copy.tsx"
import { Empty } from "../../ui/state.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Badge } from "../../ui/word.tsx"

const COLUMNS: readonly Column<Membership>[] = [
  {
    id: "name",
    title: "Organization",
    cell: (row) => row.name,
    beside: (row) => (
      <>
        <Show when={row.status !== "active"}>
          <Badge status={row.status}>{row.status}</Badge>
        </Show>
        <Copy text={row.organizationId} />
      </>
    ),
    grow: true,
  },
  { id: "role", title: "Role", cell: (row) => row.role ?? <span data-tone="3">not told</span> },
]

/** The organizations that a user belongs to, each with their role there. */
export function Memberships(props: { of: User }) {
  return (
    <Show
      when={props.of.organizations.length > 0}
      fallback={
        <Empty title="In no organization" text="They appear here once an organization names them as a member." />
      }
    >
      <Table
        label="Where they belong"
        columns={COLUMNS}
        short
        rows={props.of.organizations}
        keyOf={(row) => row.organizationId}
        href={(row) => directoryPath(row.organizationId)}
      />
    </Show>
  )
}
