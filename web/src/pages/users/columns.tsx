import { Show } from "solid-js"
import type { UserRow } from "#shared/contract/users.ts"
import { countText } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge, Word } from "../../ui/word.tsx"
import { nameOf, verifiedText } from "./words.ts"

export const COLUMNS: readonly Column<UserRow>[] = [
  {
    id: "name",
    title: "User",
    sort: true,
    cell: (row) => nameOf(row),
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
    id: "email",
    title: "E-mail",
    sort: true,
    grow: true,
    cell: (row) => <span data-tone="2">{row.email ?? "–"}</span>,
  },
  { id: "verified", title: "Verified", sort: true, cell: (row) => verifiedText(row) ?? "–" },
  {
    id: "organizationCount",
    title: "Organizations",
    sort: true,
    figure: true,
    cell: (row) => (row.organizationCount > 0 ? countText(row.organizationCount) : <span data-tone="3">–</span>),
  },
  { id: "status", title: "Status", sort: true, cell: (row) => <Word status={row.status} /> },
  {
    id: "createdAt",
    title: "Registered",
    sort: true,
    figure: true,
    cell: (row) => (row.createdAt ? <Time at={row.createdAt} as="date" /> : "–"),
  },
]
