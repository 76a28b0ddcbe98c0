import { createMemo, Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { type AuditEntry, liveAudit } from "../../data/audit.ts"
import { exportList } from "../../data/exports.ts"
import { countOf } from "../../format.ts"
import { createPages } from "../../list-pages.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, againMs, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { chosenColumns, ColumnChoice } from "../../ui/column-choice.tsx"
import { createOffered, Filters, Listing, SearchFilter, WordFilter } from "../../ui/filter.tsx"
import { Head } from "../../ui/head.tsx"
import { heldRows } from "../../ui/held-rows.ts"
import { News } from "../../ui/news.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Pager } from "../../ui/pager.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { ChainVerdict } from "./chain-verdict.tsx"
import { COLUMNS } from "./columns.tsx"
import { EntryView } from "./entry-view.tsx"
import { RecordTabs } from "./record-tabs.tsx"

const FILTERS = ["action", "actor", "search"] as const

/** Who did what, when, on what: every command in one chain that can be verified. */
export default function AuditPage() {
  const { field, href, set } = useAddress({
    action: "",
    actor: "",
    search: "",
    ...ANY_TIME,
    cursor: "",
    page: "",
    open: "",
  })
  const words = createMemo((): { [name in (typeof FILTERS)[number]]?: string } =>
    Object.fromEntries(FILTERS.filter((name) => field(name)).map((name) => [name, field(name)])),
  )
  const time = () => timeAskedBy(field)
  const filter = () => ({ ...words(), ...timeFilterOf(time()) })
  const entries = liveAudit(
    () => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }),
    () => againMs(time()),
  )
  const held = heldRows(entries.data, keyOf, entries.answered)
  const pages = createPages({ field, href, next: held.next, changing: entries.changing })
  const shown = chosenColumns("audit", COLUMNS)
  const filterCount = () => Object.keys(words()).length
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () => href({ action: undefined, actor: undefined, search: undefined, ...NO_TIME })
  const actions = createOffered(() => (entries.data()?.items ?? []).map(({ action }) => action))
  const actors = createOffered(() => (entries.data()?.items ?? []).map(({ actor }) => actor.label))
  const exportThese = () => void exportList({ list: "audit", filter: filter() })
  usePage({
    refresh: () => {
      entries.refresh()
      held.show()
    },
    actions: () => [
      { title: "Export these audit entries as CSV", icon: "download", words: "download", run: exportThese },
    ],
  })
  const toggle = (key: string) => set({ open: field("open") === key ? undefined : key }, { replace: true })

  return (
    <>
      <Head title="Audit" note="Every command of a person and of the console, each linked to the one before it.">
        <ChainVerdict />
      </Head>
      <Listing>
        <Filters
          views="audit"
          clear={filterCount() > 0 || anyTime() ? clear() : undefined}
          end={
            <>
              <ColumnChoice list="audit" columns={COLUMNS} />
              <Button icon="download" onClick={exportThese}>
                Export CSV
              </Button>
            </>
          }
        >
          <RecordTabs on="commands" />
          <SearchFilter
            label="Search the audit"
            placeholder="Target, person, request id"
            value={field("search")}
            onChange={(search) => set({ search }, { replace: true })}
          />
          <WordFilter
            label="Action"
            value={field("action")}
            offered={actions()}
            onChange={(action) => set({ action }, { replace: true })}
          />
          <WordFilter
            label="Actor"
            value={field("actor")}
            offered={actors()}
            onChange={(actor) => set({ actor }, { replace: true })}
          />
          <TimeFilter label="When" asked={time()} onChange={(asked) => set({ ...asked }, { replace: true })} />
        </Filters>
        <News text={newsText(held.freshCount(), held.changed())} onShow={held.show}>
          <Sheet busy={entries.loading()}>
            <Answer of={entries} skeleton={<Skeleton lines={9} tall="24rem" />}>
              {() => (
                <Show
                  when={held.rows().length > 0}
                  fallback={
                    <NoRows
                      one="entry"
                      noneInTime="No entries in this time"
                      filterCount={filterCount()}
                      clear={clear()}
                      anyTime={anyTime()}
                      further={pages().next}
                    >
                      <Empty
                        title="No entries yet"
                        text="The first command, such as a replay or an export, writes the first entry."
                      >
                        <a href="/admin/organizations">Organizations</a>
                        <a href="/admin/webhooks">Webhooks</a>
                      </Empty>
                    </NoRows>
                  }
                >
                  <Table
                    label="Audit entries"
                    columns={shown()}
                    rows={held.rows()}
                    keyOf={keyOf}
                    open={{ key: field("open"), toggle, detail: (row: AuditEntry) => <EntryView of={row} /> }}
                    changing={entries.changing()}
                  />
                  <Pager {...pages()} words={{ first: "Newest", previous: "Later", next: "Earlier" }}>
                    {countOf(held.rows().length, "entry", "entries")} on this page
                  </Pager>
                </Show>
              )}
            </Answer>
          </Sheet>
        </News>
      </Listing>
    </>
  )
}

/** An entry's place in its chain names it. */
const keyOf = ({ seq }: AuditEntry): string => String(seq)

function newsText(freshCount: number, changed: boolean): string | undefined {
  if (freshCount > 0) return `${freshCount} new`
  return changed ? "The list has changed. Show it" : undefined
}
