import type { Access } from "../../data/access.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"

export const COLUMNS: readonly Column<Access>[] = [
  { id: "actor", title: "Who", cell: (row) => row.actor.label },
  { id: "endpoint", title: "Read", cell: (row) => <code>{row.endpoint}</code> },
  {
    id: "subject",
    title: "Of",
    grow: true,
    cell: (row) => (
      <code data-tone="2" title={row.subject ?? undefined}>
        {row.subject ?? "–"}
      </code>
    ),
  },
  { id: "role", title: "As", cell: (row) => <span data-tone="2">{row.actor.role}</span> },
  { id: "shows", title: "Shows", cell: (row) => row.shows.join(", ") },
  { id: "at", title: "First in its hour", figure: true, cell: (row) => <Time at={row.at} seconds /> },
]
