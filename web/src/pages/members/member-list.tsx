import { createMemo, Show } from "solid-js"
import { ACTIVE_DAYS, type Member } from "#shared/contract/members.ts"
import { Role } from "#shared/contract/users.ts"
import { useAddress } from "../../address.ts"
import { useMe } from "../../data/me.ts"
import { liveMembers, type Members } from "../../data/members.ts"
import { countText } from "../../format.ts"
import { userPath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { NoMatch } from "../../ui/no-rows.tsx"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { useRoleIn } from "../organization/role-in.ts"
import { saveFile } from "../usage/board-csv.ts"
import { columnsOf } from "./columns.tsx"
import { membersCsv, narrowed } from "./narrowed.ts"

const ROLES = Role.options.map((value) => ({ value, text: value }))

/** Everybody who belongs to an organization, narrowed here: the whole list is in the page. */
export function MemberList(props: { organizationId: string; asStaff: boolean }) {
  // The page is made anew for each organization.
  const id = props.organizationId
  const { field, href, set } = useAddress({ role: "", search: "" })
  const me = useMe()
  const { role } = useRoleIn(() => id)
  const members = liveMembers(id)
  const asked = () => ({ role: field("role"), search: field("search") })
  /** Where nobody may be listed there is nothing to narrow. */
  const isListed = () => members.error()?.status !== 403 && members.data()?.total !== 0
  const shown = createMemo(() => narrowed(members.data()?.items ?? [], asked()))
  const filterCount = () => Object.values(asked()).filter((value) => value !== "").length
  const clear = () => href({ role: undefined, search: undefined })
  const save = () => saveFile(`members-${id.replace(/[^\w-]+/g, "-")}.csv`, membersCsv(shown()))
  const columns = columnsOf(() => members.data()!.day)
  usePage({
    refresh: members.refresh,
    actions: () =>
      shown().length > 0
        ? [{ title: "Save these members as CSV", icon: "download", words: "download export", run: save }]
        : [],
  })
  return (
    <Section title="Members" note={members.data() && counted(members.data()!)}>
      <Listing>
        <Show when={isListed()}>
          <Filters
            clear={filterCount() > 0 ? clear() : undefined}
            end={
              <Show when={shown().length > 0}>
                <Button icon="download" onClick={save}>
                  Save CSV
                </Button>
              </Show>
            }
          >
            <SearchFilter
              label="Search members"
              placeholder="Name, e-mail or id"
              value={field("search")}
              onChange={(search) => set({ search }, { replace: true })}
            />
            <SelectFilter label="Role" value={field("role")} items={ROLES} onChange={(role) => set({ role })} />
          </Filters>
        </Show>
        <Sheet busy={members.loading()}>
          <Answer
            of={members}
            skeleton={<Skeleton lines={6} tall="14rem" />}
            forbidden={{
              title: "The team is for owners and admins",
              text: `Your role here is ${role() ?? "none"}. An owner can grant it.`,
            }}
          >
            {(data) => (
              <Show
                when={shown().length > 0}
                fallback={<None total={data().total} filterCount={filterCount()} clear={clear()} />}
              >
                <Table
                  label="Members, as a table"
                  columns={columns}
                  rows={shown()}
                  keyOf={({ userId }) => userId}
                  {...(props.asStaff ? { href: ({ userId }: Member) => userPath(userId) } : {})}
                />
              </Show>
            )}
          </Answer>
        </Sheet>
        <Show when={members.data()}>
          {(data) => (
            <p data-tone="3" data-small="">
              Last active: the last day of {ACTIVE_DAYS}, by {data().timeZone}, on which an activity, a session or a
              model call here named them.
              <Show when={me()?.staffRole === "viewer" && !role()}>
                {" "}
                E-mails are masked for the role viewer. A staff admin can grant more.
              </Show>
            </p>
          )}
        </Show>
      </Listing>
    </Section>
  )
}

const counted = ({ items, total }: Members): string =>
  total > items.length ? `${countText(items.length)} of ${countText(total)}` : countText(total)

function None(props: { total: number; filterCount: number; clear: string }) {
  return (
    <Show
      when={props.filterCount > 0 && props.total > 0}
      fallback={
        <Empty
          icon="org"
          title="No members yet"
          text="They appear here with the product's first event about a member."
        />
      }
    >
      <NoMatch
        one="member"
        filterCount={props.filterCount}
        clear={props.clear}
        text={`Without ${props.filterCount === 1 ? "it" : "them"} there are ${countText(props.total)}.`}
      />
    </Show>
  )
}
