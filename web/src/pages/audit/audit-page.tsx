import { createMemo } from "solid-js"
import { useAddress } from "../../address.ts"
import { type AuditEntry, liveAudit } from "../../data/audit.ts"
import { useMe } from "../../data/me.ts"
import { recentOrganizations } from "../../data/organizations.ts"
import { exportList } from "../../data/exports.ts"
import { createFeed } from "../../feed.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, againMs, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { chosenColumns } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { createOffered, Filters, Listing, SearchFilter, WordFilter } from "../../ui/filter.tsx"
import { ListEnd } from "../../ui/list-end.tsx"
import { Head } from "../../ui/head.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { ChainVerdict } from "./chain-verdict.tsx"
import { COLUMNS } from "./columns.tsx"
import { EntryView } from "./entry-view.tsx"
import { RecordTabs } from "./record-tabs.tsx"

const FILTERS = ["organizationId", "action", "actor", "search"] as const

/** Who did what, when, on what: every command in one chain that can be verified. */
export default function AuditPage() {
  const address = useAddress({
    organizationId: "",
    action: "",
    actor: "",
    search: "",
    ...ANY_TIME,
    cursor: "",
    page: "",
    open: "",
  })
  const { field, href, set } = address
  const words = createMemo((): { [name in (typeof FILTERS)[number]]?: string } =>
    Object.fromEntries(FILTERS.filter((name) => field(name)).map((name) => [name, field(name)])),
  )
  const time = () => timeAskedBy(field)
  const filter = () => ({ ...words(), ...timeFilterOf(time()) })
  const entries = liveAudit(
    () => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }),
    () => againMs(time()),
  )
  const feed = createFeed(entries, keyOf, address)
  const shown = chosenColumns("audit", COLUMNS)
  const filterCount = () => Object.keys(words()).length
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () =>
    href({ organizationId: undefined, action: undefined, actor: undefined, search: undefined, ...NO_TIME })
  const me = useMe()
  const organizations = () => recentOrganizations(me()?.personId ?? "").map(({ id }) => id)
  const actions = createOffered(() => (entries.data()?.items ?? []).map(({ action }) => action))
  const actors = createOffered(() => (entries.data()?.items ?? []).map(({ actor }) => actor.label))
  const exportThese = () => void exportList({ list: "audit", filter: filter() })
  usePage({
    actions: () => [
      { title: "Export these audit entries as CSV", icon: "download", words: "download", run: exportThese },
    ],
  })

  return (
    <>
      <Head
        title="Audit"
        note="Every command of a person and of the console, each linked to the one before it. What is done about an organization's own things stands in its own trail: narrow by its id."
      >
        <ChainVerdict organizationId={field("organizationId") || undefined} />
      </Head>
      <Listing>
        <Filters
          views="audit"
          clear={filterCount() > 0 || anyTime() ? clear() : undefined}
          end={<ListEnd list="audit" columns={COLUMNS} onExport={exportThese} />}
        >
          <RecordTabs on="commands" />
          <SearchFilter
            label="Search the audit"
            placeholder="Target, person, request id"
            value={field("search")}
            onChange={(search) => set({ search }, { replace: true })}
          />
          <WordFilter
            label="Of"
            any="the platform"
            value={field("organizationId")}
            offered={organizations()}
            onChange={(organizationId) => set({ organizationId }, { replace: true })}
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
        <FeedRows
          of={feed}
          label="Audit entries"
          one="entry"
          many="entries"
          columns={shown()}
          detail={(row) => <EntryView of={row} />}
          tellsChanges
          none={
            <NoRows
              one="entry"
              noneInTime="No entries in this time"
              filterCount={filterCount()}
              clear={clear()}
              anyTime={anyTime()}
              further={feed.pages().next}
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
        />
      </Listing>
    </>
  )
}

/** An entry's place in its chain names it. */
const keyOf = ({ seq }: AuditEntry): string => String(seq)
