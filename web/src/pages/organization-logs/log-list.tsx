import { createMemo, Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { exportList } from "../../data/exports.ts"
import { liveRequestLogs, type RequestFilter, type RequestLog } from "../../data/request-logs.ts"
import { countOf } from "../../format.ts"
import { createPages } from "../../list-pages.ts"
import { askedNowMs } from "../../reporting.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { chosenColumns, ColumnChoice } from "../../ui/column-choice.tsx"
import { createOffered, Filters, Listing, SearchFilter, WordFilter } from "../../ui/filter.tsx"
import { heldRows } from "../../ui/held-rows.ts"
import { NamedFilter } from "../../ui/named-filter.tsx"
import { News } from "../../ui/news.tsx"
import { NoneYet } from "../../ui/none-yet.tsx"
import { Pager } from "../../ui/pager.tsx"
import { PersonFilter } from "../../ui/person-filter.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { LogView } from "./log-view.tsx"
import { NoLogs } from "./no-logs.tsx"
import { PinnedLog } from "./pinned-log.tsx"

const WORDS = ["status", "model", "project", "key", "user", "error"] as const
const NO_WORDS = Object.fromEntries(WORDS.map((name) => [name, undefined]))

/** An organization's requests, newest first, with what narrows them in the address. */
export function LogList(props: { organizationId: string }) {
  const { field, href, set } = useAddress({
    ...{ status: "", model: "", project: "", key: "", user: "", error: "" },
    ...ANY_TIME,
    ...{ cursor: "", page: "", open: "" },
  })
  const words = createMemo(
    () => Object.fromEntries(WORDS.filter((name) => field(name)).map((name) => [name, field(name)])) as RequestFilter,
  )
  const time = () => timeAskedBy(field)
  // Calls carry the business clock's time; a time that ends now begins where it did when it was chosen.
  const filter = () => ({ ...words(), ...timeFilterOf(time(), askedNowMs()) })
  const logs = liveRequestLogs(() => ({
    organizationId: props.organizationId,
    ...filter(),
    ...(field("cursor") ? { cursor: field("cursor") } : {}),
  }))
  const held = heldRows(logs.data, keyOf, logs.answered)
  const shown = chosenColumns("logs", COLUMNS)
  const pages = createPages({ field, href, next: held.next, changing: logs.changing })
  const filterCount = () => Object.keys(words()).length
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () => href({ ...NO_WORDS, ...NO_TIME })
  const offered = (of: (row: RequestLog) => string | null) =>
    createOffered(() => (logs.data()?.items ?? []).flatMap((row) => of(row) ?? []))
  const models = offered(({ model }) => model)
  const named = (of: (row: RequestLog) => readonly [id: string | null, name: string | null]) =>
    (logs.data()?.items ?? []).map(of).flatMap(([id, name]) => (id ? [{ id, name: name ?? id }] : []))
  const people = () =>
    (logs.data()?.items ?? []).flatMap(({ userId, user }) => (userId && user ? [{ id: userId, name: user }] : []))
  const exportThese = (format: "csv" | "ndjson") =>
    void exportList({ list: "logs", organizationId: props.organizationId, filter: filter(), format })
  usePage({
    refresh: () => {
      logs.refresh()
      held.show()
    },
    actions: () => [
      { title: "Export these requests as CSV", icon: "download", words: "download", run: () => exportThese("csv") },
      { title: "Export these requests as NDJSON", words: "download json", run: () => exportThese("ndjson") },
    ],
  })
  const toggle = (key: string) => set({ open: field("open") === key ? undefined : key }, { replace: true })
  const pinned = () =>
    field("open") !== "" && logs.data() !== undefined && !held.rows().some((row) => keyOf(row) === field("open"))
  const statuses = () =>
    [
      ["", "All"],
      ["ok", "OK"],
      ["error", "Errors"],
    ].map(([status, text]) => ({ href: href({ status }), on: field("status") === status, text }))
  const word = (name: (typeof WORDS)[number]) => (value: string) => set({ [name]: value }, { replace: true })

  return (
    <Listing>
      <Filters
        clear={filterCount() > 0 || anyTime() ? clear() : undefined}
        end={
          <>
            <ColumnChoice list="logs" columns={COLUMNS} />
            <Button icon="download" onClick={() => exportThese("csv")}>
              Export CSV
            </Button>
            <Button onClick={() => exportThese("ndjson")}>NDJSON</Button>
          </>
        }
      >
        <LinkSegments label="Status" items={statuses()} />
        <SearchFilter
          label="Search the type of the error"
          placeholder="Type of error"
          value={field("error")}
          onChange={word("error")}
        />
        <WordFilter label="Model" value={field("model")} offered={models()} onChange={word("model")} />
        <NamedFilter
          label="Project"
          value={field("project")}
          seen={named(({ project, projectName }) => [project, projectName])}
          onChange={word("project")}
        />
        <NamedFilter
          label="Key"
          value={field("key")}
          seen={named(({ key, keyName }) => [key, keyName])}
          onChange={word("key")}
        />
        <PersonFilter label="User" value={field("user")} seen={people()} onChange={word("user")} />
        <TimeFilter label="When" asked={time()} onChange={(asked) => set({ ...asked }, { replace: true })} />
      </Filters>
      <Show when={pinned() && field("open")} keyed>
        {(requestId) => (
          <PinnedLog organizationId={props.organizationId} requestId={requestId} close={href({ open: undefined })} />
        )}
      </Show>
      <News text={held.freshCount() > 0 ? `${held.freshCount()} new` : undefined} onShow={held.show}>
        <Sheet busy={logs.loading()}>
          <Answer of={logs} skeleton={<Skeleton lines={9} tall="24rem" />}>
            {(data) => (
              <Show
                when={held.rows().length > 0}
                fallback={
                  <Show
                    when={data().scannedThrough}
                    fallback={
                      <NoLogs filterCount={filterCount()} clear={clear()} anyTime={anyTime()} further={pages().next} />
                    }
                  >
                    {(at) => <NoneYet one="request" through={at()} further={pages().next ?? ""} clear={clear()} />}
                  </Show>
                }
              >
                <Table
                  label="Requests"
                  columns={shown()}
                  rows={held.rows()}
                  keyOf={keyOf}
                  open={{
                    key: field("open"),
                    toggle,
                    detail: (row: RequestLog) => (
                      <LogView organizationId={props.organizationId} requestId={row.requestId} />
                    ),
                  }}
                  changing={logs.changing()}
                />
                <Pager
                  {...pages()}
                  words={{ first: "Newest", previous: "Later", next: data().scannedThrough ? "Continue" : "Earlier" }}
                >
                  {countOf(held.rows().length, "request")} on this page
                  <Show when={data().scannedThrough} fallback={<Kept from={data().keptFrom} />}>
                    {(at) => (
                      <>
                        ; scanned through <Time at={at()} />
                      </>
                    )}
                  </Show>
                </Pager>
              </Show>
            )}
          </Answer>
        </Sheet>
      </News>
    </Listing>
  )
}

/** From when calls are kept one by one. */
const Kept = (props: { from: string }) => (
  <>
    ; kept from <Time at={props.from} as="date" />
  </>
)
