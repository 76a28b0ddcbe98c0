import { type JSX, Show } from "solid-js"
import type { Changes } from "../../address.ts"
import type { Session } from "../../data/sessions.ts"
import type { liveSessions } from "../../data/sessions.ts"
import { countOf } from "../../format.ts"
import { createPages } from "../../list-pages.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { heldRows } from "../../ui/held-rows.ts"
import { News } from "../../ui/news.tsx"
import { NoneYet } from "../../ui/none-yet.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Pager } from "../../ui/pager.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { keyOf } from "./columns.tsx"
import { SessionView } from "./session-view.tsx"

/** Sessions under their filters, newest created first; a row opens to what is known of it. */
export function SessionList(props: {
  sessions: ReturnType<typeof liveSessions>
  columns: readonly Column<Session>[]
  field: (name: "cursor" | "page" | "open") => string
  href: (changes: Changes) => string
  set: (changes: Changes, how?: { replace?: boolean }) => void
  filterCount: number
  clear: string
  anyTime: string | undefined
  /** What is said where there never was a session. */
  none: JSX.Element
}) {
  const held = heldRows(props.sessions.data, keyOf, props.sessions.answered)
  const pages = createPages({
    field: (name) => props.field(name),
    href: (changes) => props.href(changes),
    next: held.next,
    changing: props.sessions.changing,
  })
  const toggle = (key: string) => props.set({ open: props.field("open") === key ? undefined : key }, { replace: true })
  usePage({
    refresh: () => {
      props.sessions.refresh()
      held.show()
    },
  })
  return (
    <News text={held.freshCount() > 0 ? `${held.freshCount()} new` : undefined} onShow={held.show}>
      <Sheet busy={props.sessions.loading()}>
        <Answer of={props.sessions} skeleton={<Skeleton lines={9} tall="24rem" />}>
          {(data) => (
            <Show
              when={held.rows().length > 0}
              fallback={
                <Show
                  when={!data().scannedThrough}
                  fallback={
                    <NoneYet
                      one="session"
                      through={data().scannedThrough!}
                      further={pages().next ?? ""}
                      clear={props.clear}
                    />
                  }
                >
                  <NoRows
                    one="session"
                    noneInTime="No sessions in this time"
                    timeText="Sessions are kept one by one for 35 days; boards count them for good."
                    filterCount={props.filterCount}
                    clear={props.clear}
                    anyTime={props.anyTime}
                    further={pages().next}
                  >
                    {props.none}
                  </NoRows>
                </Show>
              }
            >
              <Table
                label="Sessions"
                columns={props.columns}
                rows={held.rows()}
                keyOf={keyOf}
                open={{ key: props.field("open"), toggle, detail: (row: Session) => <SessionView of={row} /> }}
                changing={props.sessions.changing()}
              />
              <Pager
                {...pages()}
                words={{ first: "Newest", previous: "Later", next: data().scannedThrough ? "Continue" : "Earlier" }}
              >
                {countOf(held.rows().length, "session")} on this page
                <Show
                  when={data().scannedThrough}
                  fallback={
                    <>
                      ; kept from <Time at={data().keptFrom} as="date" />
                    </>
                  }
                >
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
  )
}
