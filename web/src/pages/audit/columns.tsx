import type { AuditEntry } from "../../data/audit.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Target } from "./target.tsx"

export const COLUMNS: readonly Column<AuditEntry>[] = [
  { id: "action", title: "Action", cell: (row) => <code>{row.action}</code> },
  {
    id: "target",
    title: "On",
    grow: true,
    cell: (row) => (
      <span title={row.target.id}>
        <Target of={row.target} plain />
      </span>
    ),
  },
  { id: "actor", title: "By", cell: (row) => row.actor.label },
  { id: "role", title: "As", cell: (row) => <span data-tone="2">{row.actor.role}</span> },
  { id: "seq", title: "Entry", figure: true, cell: (row) => <span data-tone="3">{row.seq}</span> },
  { id: "at", title: "When", figure: true, sorted: "desc", cell: (row) => <Time at={row.at} seconds /> },
]
