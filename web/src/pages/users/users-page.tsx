import { createMemo, Show } from "solid-js"
import { USER_SORTS, type UserQuery, type UserRow } from "#shared/contract/users.ts"
import { useAddress } from "../../address.ts"
import { useMe } from "../../data/me.ts"
import { exportList } from "../../data/exports.ts"
import { liveUsers } from "../../data/users.ts"
import { countText } from "../../format.ts"
import { createPages } from "../../list-pages.ts"
import { userPath } from "../../shell/nav.ts"
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
import { COLUMNS } from "./columns.tsx"
import { NoUsers } from "./no-users.tsx"

const PAGE = 50
const DEFAULTS = {
  search: "",
  verified: "",
  organizations: "",
  status: "",
  createdFrom: "",
  createdTo: "",
  sort: "createdAt",
  order: "desc",
  cursor: "",
  page: "",
}
const FILTERS = ["search", "verified", "organizations", "status", "createdFrom", "createdTo"] as const

/** The directory of users: any order, any filter, exact totals. */
export default function UsersPage() {
  const { field, href, set } = useAddress(DEFAULTS)
  const me = useMe()
  const columns = chosenColumns("users", COLUMNS)
  const query = createMemo(() => {
    const asked: Record<string, string> = {}
    for (const name of FILTERS) if (field(name)) asked[name] = field(name)
    const sort = (USER_SORTS as readonly string[]).includes(field("sort")) ? field("sort") : DEFAULTS.sort
    return { ...asked, sort, order: field("order") === "asc" ? "asc" : "desc" } as UserQuery
  })
  const users = liveUsers(() => ({
    ...query(),
    limit: PAGE,
    ...(field("cursor") ? { cursor: field("cursor") } : {}),
  }))
  const masked = () => me()?.staffRole === "viewer"
  const held = heldRows(users.data, ({ id }) => id, users.answered)
  const pages = createPages({ field, href, next: held.next, changing: users.changing })
  const filtered = () => FILTERS.filter((name) => field(name) !== "").length
  const deleted = liveUsers(() => (filtered() > 0 ? undefined : { status: "deleted", limit: 1 }))
  const clear = () => href(Object.fromEntries(FILTERS.map((name) => [name, undefined])))
  const narrowed = () => ({
    filterCount: filtered(),
    days:
      field("createdFrom") || field("createdTo") ? href({ createdFrom: undefined, createdTo: undefined }) : undefined,
    clear: clear(),
    masked: masked(),
  })
  const exportThese = () => void exportList({ list: "users", filter: query() })
  usePage({
    refresh: () => {
      users.refresh()
      held.show()
    },
    actions: () => [{ title: "Export these users as CSV", icon: "download", words: "download", run: exportThese }],
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
        title="Users"
        note={
          <Show when={users.data()} fallback="The directory of users.">
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
          views="users"
          clear={filtered() > 0 ? clear() : undefined}
          end={<ListEnd list="users" columns={COLUMNS} onExport={exportThese} />}
        >
          <SearchFilter
            label="Search users"
            placeholder={masked() ? "Name or id" : "Name, id or e-mail"}
            value={field("search")}
            onChange={(search) => set({ search }, { replace: true })}
          />
          <SelectFilter
            label="Verified"
            value={field("verified")}
            items={VERIFIED}
            onChange={(verified) => set({ verified })}
          />
          <SelectFilter
            label="Organizations"
            value={field("organizations")}
            items={BELONGING}
            onChange={(organizations) => set({ organizations })}
          />
          <SelectFilter
            label="Status"
            value={field("status")}
            items={STATUSES}
            onChange={(status) => set({ status })}
          />
          <DaysFilter
            label="Registered"
            from={field("createdFrom")}
            to={field("createdTo")}
            onChange={({ from, to }) => set({ createdFrom: from, createdTo: to })}
          />
        </Filters>
        <News text={newsText()} onShow={held.show}>
          <Sheet busy={users.loading()}>
            <Answer of={users} skeleton={<Skeleton lines={12} tall="32rem" />}>
              {(data) => (
                <Show when={held.rows().length > 0} fallback={<NoUsers {...narrowed()} />}>
                  <Table
                    label="Users"
                    columns={columns()}
                    rows={held.rows()}
                    keyOf={(row: UserRow) => row.id}
                    href={(row: UserRow) => userPath(row.id)}
                    sort={{ by: query().sort, order: query().order, href: (sort, order) => href({ sort, order }) }}
                    changing={users.changing()}
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

const VERIFIED = [
  { value: "yes", text: "verified" },
  { value: "no", text: "not verified" },
]
const BELONGING = [
  { value: "some", text: "in one at least" },
  { value: "none", text: "in none" },
]
const STATUSES = ["active", "deleted"].map((value) => ({ value, text: value }))

/** What the directory holds: those that stand, and beside them those that were deleted. */
function standing(total: number, deletedCount: number): string {
  if (deletedCount === 0) return `${countText(total)} in the directory.`
  return `${countText(total - deletedCount)} in the directory, and ${countText(deletedCount)} deleted.`
}
