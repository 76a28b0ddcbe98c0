import type { JSX } from "solid-js"
import type { liveSessions, Session } from "../../data/sessions.ts"
import { createFeed, type FeedAddress } from "../../feed.ts"
import { KeptFeed } from "../../ui/kept-feed.tsx"
import type { Column } from "../../ui/table.tsx"
import { keyOf } from "./columns.tsx"
import { SessionView } from "./session-view.tsx"

/** Sessions under their filters, newest created first; a row opens to what is known of it. */
export function SessionList(props: {
  sessions: ReturnType<typeof liveSessions>
  address: FeedAddress
  columns: readonly Column<Session>[]
  filterCount: number
  clear: string
  anyTime: string | undefined
  /** What is said where there never was a session. */
  none: JSX.Element
}) {
  const feed = createFeed(props.sessions, keyOf, props.address)
  return (
    <KeptFeed
      of={feed}
      label="Sessions"
      one="session"
      columns={props.columns}
      detail={(row) => <SessionView of={row} />}
      filterCount={props.filterCount}
      clear={props.clear}
      anyTime={props.anyTime}
      timeText="Sessions are kept one by one for 35 days; boards count them for good."
      none={props.none}
    />
  )
}
