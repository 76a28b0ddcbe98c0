import { createMemo, Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { exportList } from "../../data/exports.ts"
import { liveRequestLogs, type RequestFilter, type RequestLog } from "../../data/request-logs.ts"
import { createFeed } from "../../feed.ts"
import { askedNowMs } from "../../reporting.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { Button } from "../../ui/button.tsx"
import { chosenColumns, ColumnChoice } from "../../ui/column-choice.tsx"
import { createOffered, Filters, Listing, SearchFilter, WordFilter } from "../../ui/filter.tsx"
import { KeptFeed } from "../../ui/kept-feed.tsx"
import { NamedFilter } from "../../ui/named-filter.tsx"
import { PersonFilter } from "../../ui/person-filter.tsx"
import { Pinned } from "../../ui/pinned.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { LogView } from "./log-view.tsx"
import { NoLogs } from "./no-logs.tsx"

const WORDS = ["status", "model", "project", "key", "user", "error"] as const
const NO_WORDS = Object.fromEntries(WORDS.map((name) => [name, undefined]))

/** An organization's requests, newest first, with what narrows them in the address. */
export function LogList(props: { organizationId: string }) {
  const address = useAddress({
    ...{ status: "", model: "", project: "", key: "", user: "", error: "" },
    ...ANY_TIME,
    ...{ cursor: "", page: "", open: "" },
  })
  const { field, href, set } = address
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
  const feed = createFeed(logs, keyOf, address)
  const shown = chosenColumns("logs", COLUMNS)
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
    actions: () => [
      { title: "Export these requests as CSV", icon: "download", words: "download", run: () => exportThese("csv") },
      { title: "Export these requests as NDJSON", words: "download json", run: () => exportThese("ndjson") },
    ],
  })
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
      <Show when={feed.pinned()} keyed>
        {(requestId) => (
          <Pinned title="One request" close={href({ open: undefined })}>
            <LogView organizationId={props.organizationId} requestId={requestId} />
          </Pinned>
        )}
      </Show>
      <KeptFeed
        of={feed}
        label="Requests"
        one="request"
        columns={shown()}
        detail={(row) => <LogView organizationId={props.organizationId} requestId={row.requestId} />}
        filterCount={filterCount()}
        clear={clear()}
        anyTime={anyTime()}
        timeText="Requests are kept 35 days; what they add up to is kept for good."
        none={<NoLogs />}
      />
    </Listing>
  )
}
