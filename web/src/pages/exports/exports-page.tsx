import { createSignal, Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { download, type Export, formatText, liveExports } from "../../data/exports.ts"
import { countText, sizeText, spanText } from "../../format.ts"
import { nowMs, zone } from "../../reporting.ts"
import { usePage } from "../../shell/page.ts"
import { isNarrowed, timeText } from "../../time-asked.ts"
import { toast } from "../../toast.ts"
import { Answer } from "../../ui/answer.tsx"
import { chosenColumns, ColumnChoice } from "../../ui/column-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { Icon } from "../../ui/icon.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Views } from "../../ui/views.tsx"
import { Word } from "../../ui/word.tsx"
import "./exports-page.css"

/** The files that were asked for: how each is going, and its download while it lives. */
export default function ExportsPage() {
  const me = useMe()
  const exports = liveExports()
  const columns = chosenColumns("exports", COLUMNS)
  usePage({ refresh: exports.refresh })
  return (
    <>
      <Head
        title="Exports"
        note={`${me()?.staffRole === "admin" ? "Everybody's files" : "Your files"}, newest first. A file lives seven days; making one is recorded in the audit.`}
      >
        <Views list="exports" />
        <ColumnChoice list="exports" columns={COLUMNS} />
      </Head>
      <Sheet busy={exports.loading()}>
        <Answer of={exports} skeleton={<Skeleton lines={6} tall="16rem" />}>
          {(data) => (
            <Show
              when={data().items.length > 0}
              fallback={
                <Empty
                  icon="download"
                  title="No exports yet"
                  text="Export CSV stands over every list. The file has its filters and its order."
                >
                  <a href="/admin/organizations">Organizations</a>
                  <a href="/admin/webhooks">Webhooks</a>
                  <a href="/admin/audit">Audit</a>
                </Empty>
              }
            >
              <Table label="Exports" columns={columns()} rows={data().items} keyOf={(row: Export) => row.exportId} />
            </Show>
          )}
        </Answer>
      </Sheet>
    </>
  )
}

const COLUMNS: readonly Column<Export>[] = [
  { id: "list", title: "List", cell: (row) => listText(row) },
  { id: "status", title: "Status", cell: (row) => <Word status={row.status} /> },
  {
    id: "filter",
    title: "Filters",
    grow: true,
    cell: (row) => (
      <span data-tone="2" title={row.reason ?? filterText(row.filter)}>
        {row.status === "failed" ? (row.reason ?? "No reason was kept.") : filterText(row.filter)}
      </span>
    ),
  },
  { id: "rows", title: "Rows", figure: true, cell: (row) => (row.status === "ready" ? countText(row.rows) : "–") },
  { id: "size", title: "Size", figure: true, cell: (row) => (row.status === "ready" ? sizeText(row.sizeBytes) : "–") },
  { id: "by", title: "By", cell: (row) => row.requestedBy },
  {
    id: "requested",
    title: "Asked for",
    figure: true,
    sorted: "desc",
    cell: (row) => <Time at={row.requestedAt} seconds />,
  },
  { id: "file", title: "File", figure: true, cell: (row) => <File of={row} /> },
]

/** The list by its name, and the format where it is no CSV. */
const listText = ({ list, format }: Export): string =>
  list.slice(0, 1).toUpperCase() + list.slice(1) + (format === "csv" ? "" : `, ${formatText(format)}`)

/** A filter in words: `status parked, since 13:02`. */
function filterText(filter: Record<string, unknown>): string {
  const { sort, order, from, to, ...rest } = filter
  const words = Object.entries(rest).map(([name, value]) => `${name} ${String(value)}`)
  const time = { last: "", from: String(from ?? ""), to: String(to ?? "") }
  if (isNarrowed(time)) words.push(timeText(time, zone(), nowMs()))
  if (sort) words.push(`by ${String(sort)}${order === "desc" ? ", newest or highest first" : ""}`)
  return words.length > 0 ? words.join(", ") : "all rows"
}

function File(props: { of: Export }) {
  const [busy, setBusy] = createSignal(false)
  const leftMs = () => Date.parse(props.of.expiresAt) - Date.now()
  const fetchIt = async () => {
    setBusy(true)
    await download(props.of.exportId).catch((problem: Error) =>
      toast({ status: "fail", text: `Could not download. ${problem.message}` }),
    )
    setBusy(false)
  }
  return (
    <Show
      when={props.of.status === "ready"}
      fallback={<span data-tone="3">{props.of.status === "failed" ? "none" : "not yet"}</span>}
    >
      <Show when={leftMs() > 0} fallback={<span data-tone="3">gone</span>}>
        <span data-part="file">
          <span data-tone="3">{spanText(leftMs())} left</span>
          <button
            type="button"
            data-component="act"
            aria-disabled={busy()}
            aria-label={`Download ${props.of.list}, ${countText(props.of.rows)} rows`}
            onClick={fetchIt}
          >
            <Icon name="download" size="small" />
            Download
          </button>
        </span>
      </Show>
    </Show>
  )
}
