import { createMemo, Show } from "solid-js"
import { ORGANIZATION_SORTS, type OrganizationQuery, type OrganizationRow } from "#shared/contract/organizations.ts"
import { useAddress } from "../../address.ts"
import { useMe } from "../../data/me.ts"
import { exportList } from "../../data/exports.ts"
import { liveOrganizations } from "../../data/organizations.ts"
import { countText } from "../../format.ts"
import { createPages } from "../../list-pages.ts"
import { directoryPath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { chosenColumns } from "../../ui/column-choice.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { ListEnd } from "../../ui/list-end.tsx"
import { DaysFilter, SelectFilter } from "../../ui/filter-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { heldRows } from "../../ui/held-rows.ts"
import { News } from "../../ui/news.tsx"
import { Pager } from "../../ui/pager.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { columnsOf } from "./columns.tsx"
import { NoOrganizations } from "./no-organizations.tsx"

const PAGE = 50
const DEFAULTS = {
  search: "",
  plan: "",
  devPlan: "",
  status: "",
  createdFrom: "",
  createdTo: "",
  sort: "createdAt",
  order: "desc",
  cursor: "",
  page: "",
}
const FILTERS = ["search", "plan", "devPlan", "status", "createdFrom", "createdTo"] as const

/** The directory of organizations: any order, any filter, exact totals. */
export default function OrganizationsPage() {
  const { field, href, set } = useAddress(DEFAULTS)
  const me = useMe()
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
  const all = columnsOf(() => organizations.data()?.currency ?? "usd")
  const columns = chosenColumns("organizations", all)
  const masked = () => me()?.staffRole === "viewer"
  const held = heldRows(organizations.data, ({ id }) => id, organizations.answered)
  const pages = createPages({ field, href, next: held.next, changing: organizations.changing })
  const filtered = () => FILTERS.filter((name) => field(name) !== "").length
  const deleted = liveOrganizations(() => (filtered() > 0 ? undefined : { status: "deleted", limit: 1 }))
  const clear = () => href(Object.fromEntries(FILTERS.map((name) => [name, undefined])))
  const narrowed = () => ({
    filterCount: filtered(),
    days:
      field("createdFrom") || field("createdTo") ? href({ createdFrom: undefined, createdTo: undefined }) : undefined,
    clear: clear(),
    masked: masked(),
  })
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
    const from = (pages().page - 1) * PAGE
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
            {(data) => (
              <>
                {filtered() > 0
                  ? `${countText(data().total)} match.`
                  : standing(data().total, deleted.data()?.total ?? 0)}
                <Show when={masked()}> E-mails are masked for the role viewer. A staff admin can grant more.</Show>
              </>
            )}
          </Show>
        }
      />
      <Listing>
        <Filters
          views="organizations"
          clear={filtered() > 0 ? clear() : undefined}
          end={<ListEnd list="organizations" columns={all} onExport={exportThese} />}
        >
          <SearchFilter
            label="Search organizations"
            placeholder={masked() ? "Name or id" : "Name, id or e-mail"}
            value={field("search")}
            onChange={(search) => set({ search }, { replace: true })}
          />
          <SelectFilter label="Plan" value={field("plan")} items={PLANS} onChange={(plan) => set({ plan })} />
          <SelectFilter
            label="Dev plan"
            value={field("devPlan")}
            items={DEV_PLANS}
            onChange={(devPlan) => set({ devPlan })}
          />
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
                <Show when={held.rows().length > 0} fallback={<NoOrganizations {...narrowed()} />}>
                  <Table
                    label="Organizations"
                    columns={columns()}
                    rows={held.rows()}
                    keyOf={(row: OrganizationRow) => row.id}
                    href={(row: OrganizationRow) => directoryPath(row.id)}
                    sort={{ by: query().sort, order: query().order, href: (sort, order) => href({ sort, order }) }}
                    changing={organizations.changing()}
                    wide
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
const DEV_PLANS = ["none", "lite", "pro", "max"].map((value) => ({ value, text: value }))
const STATUSES = ["active", "inactive", "deleted"].map((value) => ({ value, text: value }))

/** What the directory holds: those that stand, and beside them those that were deleted. */
function standing(total: number, deletedCount: number): string {
  if (deletedCount === 0) return `${countText(total)} in the directory.`
  return `${countText(total - deletedCount)} in the directory, and ${countText(deletedCount)} deleted.`
}
