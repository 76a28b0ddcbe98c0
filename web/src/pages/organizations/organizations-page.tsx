import { createMemo, Show } from "solid-js"
import { ORGANIZATION_SORTS, type OrganizationQuery, type OrganizationRow } from "#shared/contract/organizations.ts"
import { useAddress } from "../../address.ts"
import { exportList } from "../../data/exports.ts"
import { liveOrganizations } from "../../data/organizations.ts"
import { countText } from "../../format.ts"
import { createPages } from "../../list-pages.ts"
import { directoryPath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { chosenColumns, ColumnChoice } from "../../ui/column-choice.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { DaysFilter, SelectFilter } from "../../ui/filter-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { heldRows } from "../../ui/held-rows.ts"
import { News } from "../../ui/news.tsx"
import { Pager } from "../../ui/pager.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { COLUMNS } from "./columns.tsx"

const PAGE = 50
const DEFAULTS = {
  search: "",
  plan: "",
  status: "",
  createdFrom: "",
  createdTo: "",
  sort: "createdAt",
  order: "desc",
  cursor: "",
  page: "",
}
const FILTERS = ["search", "plan", "status", "createdFrom", "createdTo"] as const

/** The directory of organizations: any order, any filter, exact totals. */
export default function OrganizationsPage() {
  const { field, href, set } = useAddress(DEFAULTS)
  const columns = chosenColumns("organizations", COLUMNS)
  const query = createMemo(() => {
    const asked: Record<string, string> = {}
    for (const name of FILTERS) if (field(name)) asked[name] = field(name)
    const sort = (ORGANIZATION_SORTS as readonly string[]).includes(field("sort")) ? field("sort") : DEFAULTS.sort
    return { ...asked, sort, order: field("order") === "asc" ? "asc" : "desc" } as OrganizationQuery
  })
  const organizations = liveOrganizations(() => ({
    ...query(),
    limit: PAGE,
    ...(field("cursor") ? { cursor: field("cursor") } : {}),
  }))
  const held = heldRows(
    () => organizations.data()?.items,
    ({ id }) => id,
    organizations.answered,
  )
  const pages = createPages({ field, href, next: () => organizations.data()?.nextCursor ?? null })
  const filtered = () => FILTERS.filter((name) => field(name) !== "").length
  const clear = () => href(Object.fromEntries(FILTERS.map((name) => [name, undefined])))
  const exportThese = () => void exportList({ list: "organizations", filter: query() })
  usePage({
    refresh: () => {
      organizations.refresh()
      held.show()
    },
    actions: () => [
      { title: "Export these organizations as CSV", icon: "download", words: "download", run: exportThese },
    ],
  })
  const stretch = (total: number) => {
    const from = (Number(field("page") || 1) - 1) * PAGE
    return `${countText(from + 1)}–${countText(from + held.rows().length)} of ${countText(total)}`
  }
  const newsText = () => {
    if (held.freshCount() > 0) return `${held.freshCount()} new here`
    return held.changed() ? "The order has changed. Show it" : undefined
  }

  return (
    <>
      <Head
        title="Organizations"
        note={
          <Show when={organizations.data()} fallback="The directory of organizations.">
            {(data) => `${countText(data().total)} ${filtered() > 0 ? "match" : "in the directory"}.`}
          </Show>
        }
      />
      <Listing>
        <Filters
          views="organizations"
          clear={filtered() > 0 ? clear() : undefined}
          end={
            <>
              <ColumnChoice list="organizations" columns={COLUMNS} />
              <Button icon="download" onClick={exportThese}>
                Export CSV
              </Button>
            </>
          }
        >
          <SearchFilter
            label="Search organizations"
            placeholder="Name, id or e-mail"
            value={field("search")}
            onChange={(search) => set({ search }, { replace: true })}
          />
          <SelectFilter label="Plan" value={field("plan")} items={PLANS} onChange={(plan) => set({ plan })} />
          <SelectFilter
            label="Status"
            value={field("status")}
            items={STATUSES}
            onChange={(status) => set({ status })}
          />
          <DaysFilter
            label="Created"
            from={field("createdFrom")}
            to={field("createdTo")}
            onChange={({ from, to }) => set({ createdFrom: from, createdTo: to })}
          />
        </Filters>
        <News text={newsText()} onShow={held.show}>
          <Sheet busy={organizations.loading()}>
            <Answer of={organizations} skeleton={<Skeleton lines={12} tall="32rem" />}>
              {(data) => (
                <Show when={held.rows().length > 0} fallback={<Nothing filtered={filtered()} clear={clear()} />}>
                  <Table
                    label="Organizations"
                    columns={columns()}
                    rows={held.rows()}
                    keyOf={(row: OrganizationRow) => row.id}
                    href={(row: OrganizationRow) => directoryPath(row.id)}
                    sort={{ by: query().sort, order: query().order, href: (sort, order) => href({ sort, order }) }}
                    changing={organizations.changing()}
                  />
                  <Pager {...pages()}>{stretch(data().total)}</Pager>
                </Show>
              )}
            </Answer>
          </Sheet>
        </News>
      </Listing>
    </>
  )
}

const PLANS = ["free", "pro", "enterprise"].map((value) => ({ value, text: value }))
const STATUSES = ["active", "inactive", "deleted"].map((value) => ({ value, text: value }))

function Nothing(props: { filtered: number; clear: string }) {
  return (
    <Show
      when={props.filtered > 0}
      fallback={
        <Empty
          icon="org"
          title="No organizations yet"
          text="They appear here with the product's first organization event, or when Stripe names a customer."
        />
      }
    >
      <Empty
        icon="columns"
        title={
          props.filtered === 1
            ? "No organization matches this filter"
            : `No organization matches these ${props.filtered} filters`
        }
        text="Search looks in name, id and e-mail."
      >
        <a data-component="button" data-kind="secondary" href={props.clear}>
          Clear filters
        </a>
      </Empty>
    </Show>
  )
}
