import { createMemo, Show } from "solid-js"
import type { AccessFilter } from "#shared/contract/access.ts"
import { useAddress } from "../../address.ts"
import { type Access, liveAccess } from "../../data/access.ts"
import { exportList } from "../../data/exports.ts"
import { useMe } from "../../data/me.ts"
import { createFeed } from "../../feed.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { Button } from "../../ui/button.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { createOffered, Filters, Listing, SearchFilter, WordFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"
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
  const address = useAddress({
    actor: "",
    shows: "",
    search: "",
    ...ANY_TIME,
    cursor: "",
    page: "",
    open: "",
  })
  const { field, href, set } = address
  const words = createMemo(
    () => Object.fromEntries(FILTERS.filter((name) => field(name)).map((name) => [name, field(name)])) as AccessFilter,
  )
  const time = () => timeAskedBy(field)
  const filter = () => ({ ...words(), ...timeFilterOf(time()) })
  const readings = liveAccess(() => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }))
  const feed = createFeed(readings, keyOf, address)
  const filterCount = () => Object.keys(words()).length
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () => href({ actor: undefined, shows: undefined, search: undefined, ...NO_TIME })
  const actors = createOffered(() => (readings.data()?.items ?? []).map(({ actor }) => actor.label))
  const exportThese = () => void exportList({ list: "access", filter: filter() })
  usePage({
    crumb: () => "Access",
    actions: () =>
      isAdmin()
        ? [{ title: "Export these readings as CSV", icon: "download", words: "download access", run: exportThese }]
        : [],
  })

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
        <FeedRows
          of={feed}
          label="Readings"
          one="reading"
          columns={COLUMNS}
          detail={(row) => <AccessView of={row} />}
          none={
            <NoRows
              one="reading"
              noneInTime="Nothing was read in this time"
              filterCount={filterCount()}
              clear={clear()}
              anyTime={anyTime()}
              further={feed.pages().next}
            >
              <Empty
                title="Nothing was read yet"
                text="The first page of a person or of money that staff opens stands here within a minute."
              />
            </NoRows>
          }
          forbidden={{
            title: "The access log is for staff admins",
            text: `Your role is ${me()?.staffRole ?? "none"}. A staff admin can grant it.`,
          }}
        />
      </Listing>
    </>
  )
}

const keyOf = ({ accessId }: Access): string => accessId
