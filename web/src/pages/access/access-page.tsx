import { createMemo, Show } from "solid-js"
import type { AccessFilter } from "#shared/contract/access.ts"
import { useAddress } from "../../address.ts"
import { type Access, liveAccess } from "../../data/access.ts"
import { exportList } from "../../data/exports.ts"
import { useMe } from "../../data/me.ts"
import { countOf } from "../../format.ts"
import { createPages } from "../../list-pages.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { createOffered, Filters, Listing, SearchFilter, WordFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { heldRows } from "../../ui/held-rows.ts"
import { News } from "../../ui/news.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Pager } from "../../ui/pager.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { RecordTabs } from "../audit/record-tabs.tsx"
import { AccessView } from "./access-view.tsx"
import { COLUMNS } from "./columns.tsx"

const FILTERS = ["actor", "shows", "search"] as const
const SHOWN = ["personal", "money"].map((value) => ({ value, text: value }))

/** Who of the staff read what of people and money. */
export default function AccessPage() {
  const me = useMe()
  const isAdmin = () => me()?.staffRole === "admin"
  const { field, href, set } = useAddress({
    actor: "",
    shows: "",
    search: "",
    ...ANY_TIME,
    cursor: "",
    page: "",
    open: "",
  })
  const words = createMemo(
    () => Object.fromEntries(FILTERS.filter((name) => field(name)).map((name) => [name, field(name)])) as AccessFilter,
  )
  const time = () => timeAskedBy(field)
  const filter = () => ({ ...words(), ...timeFilterOf(time()) })
  const readings = liveAccess(() => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }))
  const held = heldRows(readings.data, keyOf, readings.answered)
  const pages = createPages({ field, href, next: held.next, changing: readings.changing })
  const filterCount = () => Object.keys(words()).length
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () => href({ actor: undefined, shows: undefined, search: undefined, ...NO_TIME })
  const actors = createOffered(() => (readings.data()?.items ?? []).map(({ actor }) => actor.label))
  const exportThese = () => void exportList({ list: "access", filter: filter() })
  usePage({
    crumb: () => "Access",
    refresh: () => {
      readings.refresh()
      held.show()
    },
    actions: () =>
      isAdmin()
        ? [{ title: "Export these readings as CSV", icon: "download", words: "download access", run: exportThese }]
        : [],
  })
  const toggle = (key: string) => set({ open: field("open") === key ? undefined : key }, { replace: true })

  return (
    <>
      <Head
        title="Access"
        note="What staff read of people and money. Reading the same again within the hour adds no row; rows are kept 400 days."
      />
      <Listing>
        <Filters
          clear={filterCount() > 0 || anyTime() ? clear() : undefined}
          end={
            <Show when={isAdmin()}>
              <Button icon="download" onClick={exportThese}>
                Export CSV
              </Button>
            </Show>
          }
        >
          <RecordTabs on="access" />
          <SearchFilter
            label="Search the access log"
            placeholder="Subject, person, request id"
            value={field("search")}
            onChange={(search) => set({ search }, { replace: true })}
          />
          <WordFilter
            label="Who"
            value={field("actor")}
            offered={actors()}
            onChange={(actor) => set({ actor }, { replace: true })}
          />
          <SelectFilter label="Shows" value={field("shows")} items={SHOWN} onChange={(shows) => set({ shows })} />
          <TimeFilter label="When" asked={time()} onChange={(asked) => set({ ...asked }, { replace: true })} />
        </Filters>
        <News text={held.freshCount() > 0 ? `${held.freshCount()} new` : undefined} onShow={held.show}>
          <Sheet busy={readings.loading()}>
            <Answer
              of={readings}
              skeleton={<Skeleton lines={9} tall="24rem" />}
              forbidden={{
                title: "The access log is for staff admins",
                text: `Your role is ${me()?.staffRole ?? "none"}. A staff admin can grant it.`,
              }}
            >
              {() => (
                <Show
                  when={held.rows().length > 0}
                  fallback={
                    <NoRows
                      one="reading"
                      noneInTime="Nothing was read in this time"
                      filterCount={filterCount()}
                      clear={clear()}
                      anyTime={anyTime()}
                      further={pages().next}
                    >
                      <Empty
                        title="Nothing was read yet"
                        text="The first page of a person or of money that staff opens stands here within a minute."
                      />
                    </NoRows>
                  }
                >
                  <Table
                    label="Readings"
                    columns={COLUMNS}
                    rows={held.rows()}
                    keyOf={keyOf}
                    open={{ key: field("open"), toggle, detail: (row: Access) => <AccessView of={row} /> }}
                    changing={readings.changing()}
                  />
                  <Pager {...pages()} words={{ first: "Newest", previous: "Later", next: "Earlier" }}>
                    {countOf(held.rows().length, "reading")} on this page
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

const keyOf = ({ accessId }: Access): string => accessId
