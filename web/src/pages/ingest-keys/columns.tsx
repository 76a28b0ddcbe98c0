import { Show } from "solid-js"
import type { IngestKey } from "../../data/ingest-keys.ts"
import { directoryPath } from "../../shell/nav.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

type KeyColumn = Column<IngestKey>

const NAME: KeyColumn = { id: "name", title: "Name", cell: (row) => row.name }
const REST: readonly KeyColumn[] = [
  { id: "status", title: "Status", cell: (row) => <Status of={row} /> },
  { id: "use", title: "Use", cell: (row) => row.use },
  { id: "prefix", title: "Key", grow: true, cell: (row) => <code data-tone="2">{row.prefix}…</code> },
  { id: "createdAt", title: "Created", figure: true, sorted: "desc", cell: (row) => <Time at={row.createdAt} /> },
  { id: "lastUsedAt", title: "Last used", figure: true, cell: (row) => <LastUsed of={row} /> },
]

/** The columns of one organization's keys. */
export const ORGANIZATION_COLUMNS: readonly KeyColumn[] = [NAME, ...REST]

/** The columns of everybody's keys, which say whose each is. */
export const PLATFORM_COLUMNS: readonly KeyColumn[] = [
  NAME,
  { id: "scope", title: "Scope", cell: (row) => <Scope of={row} /> },
  ...REST,
]

const Scope = (props: { of: IngestKey }) => (
  <Show when={props.of.scope !== "platform"} fallback="platform">
    <a href={directoryPath(props.of.scope)}>
      <code>{props.of.scope}</code>
    </a>
  </Show>
)

const Status = (props: { of: IngestKey }) => (
  <Show when={props.of.revokedAt} fallback={<Word status="active" />}>
    <Word status="inactive">revoked</Word>
  </Show>
)

/** When a key last opened the door. */
export const LastUsed = (props: { of: IngestKey }) => (
  <Show when={props.of.lastUsedAt} fallback={<span data-tone="3">never</span>}>
    {(at) => <Time at={at()} />}
  </Show>
)
