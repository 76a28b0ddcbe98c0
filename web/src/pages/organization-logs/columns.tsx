import { Show } from "solid-js"
import type { RequestLog } from "../../data/request-logs.ts"
import { countText, latencyText, microsText } from "../../format.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

export const keyOf = ({ requestId }: Pick<RequestLog, "requestId">): string => requestId

/** What the product calls something, with its id as a hint; the id alone where it has no name, a dash where none was told. */
const Told = (props: { id: string | null; name: string | null }) => (
  <Show
    when={props.name}
    fallback={
      <code data-tone="2" title={props.id ?? undefined}>
        {props.id ?? "–"}
      </code>
    }
  >
    {(name) => (
      <span data-tone="2" title={`${name()} (${props.id})`}>
        {name()}
      </span>
    )}
  </Show>
)

export const COLUMNS: readonly Column<RequestLog>[] = [
  { id: "model", title: "Model", cell: (row) => <code>{row.model ?? "not told"}</code> },
  {
    id: "status",
    title: "Status",
    cell: (row) => (
      <Show when={row.status === "error"} fallback={<Word status="ok" />}>
        <Word status="fail">{row.errorType ?? "error"}</Word>
      </Show>
    ),
  },
  { id: "project", title: "Project", cell: (row) => <Told id={row.project} name={row.projectName} /> },
  { id: "key", title: "Key", cell: (row) => <Told id={row.key} name={row.keyName} /> },
  {
    id: "user",
    title: "User",
    grow: true,
    cell: (row) => (
      <span data-tone="2" title={row.user ?? undefined}>
        {row.user ?? "–"}
      </span>
    ),
  },
  {
    id: "tokens",
    title: "Tokens in, out",
    figure: true,
    cell: (row) => (
      <span data-nowrap="">
        {numberText(row.inputTokens)}, {numberText(row.outputTokens)}
      </span>
    ),
  },
  {
    id: "took",
    title: "Took",
    figure: true,
    cell: (row) => (row.durationMs === null ? "–" : latencyText(row.durationMs)),
  },
  { id: "cost", title: "Cost", figure: true, cell: (row) => microsText(row.costMicros, "usd") },
  { id: "at", title: "When", figure: true, sorted: "desc", cell: (row) => <Time at={row.at} seconds /> },
]

const numberText = (count: number | null): string => (count === null ? "–" : countText(count))
