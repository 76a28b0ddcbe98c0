import { Show } from "solid-js"
import type { SessionStatus } from "#shared/contract/sessions.ts"
import type { Session } from "../../data/sessions.ts"
import { countText } from "../../format.ts"
import { directoryPath, personPath } from "../../shell/nav.ts"
import { Duration } from "../../ui/duration.tsx"
import type { StatusWord } from "../../ui/mark.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

export const keyOf = ({ organizationId, sessionId }: Session): string => `${organizationId}/${sessionId}`

const MARKS: Record<SessionStatus, StatusWord> = {
  created: "noData",
  active: "observing",
  completed: "ok",
  failed: "fail",
  cancelled: "idle",
}
export const SessionWord = (props: { status: SessionStatus }) => (
  <Word status={MARKS[props.status]}>{props.status}</Word>
)

/** Who ran it: nobody was named, or who it was hides from boards, or a name that leads to the person's page. */
function Person(props: { of: Session }) {
  return (
    <Show when={props.of.userId} fallback={<span data-tone="3">{props.of.hidden ? "hidden" : "nobody named"}</span>}>
      {(userId) => (
        <a href={personPath(userId())} title={props.of.user ?? undefined}>
          {props.of.user}
        </a>
      )}
    </Show>
  )
}

const SESSION: Column<Session> = { id: "session", title: "Session", cell: (row) => <code>{row.sessionId}</code> }
const PERSON: Column<Session> = { id: "person", title: "Person", cell: (row) => <Person of={row} /> }
const OTHERS: readonly Column<Session>[] = [
  { id: "status", title: "Status", cell: (row) => <SessionWord status={row.status} /> },
  {
    id: "organization",
    title: "Organization",
    cell: (row) => <a href={directoryPath(row.organizationId)}>{row.organizationId}</a>,
  },
  {
    id: "repo",
    title: "Repository",
    grow: true,
    cell: (row) => (
      <span data-tone="2" title={row.repo ?? undefined}>
        {row.repo ?? "–"}
      </span>
    ),
  },
  { id: "prs", title: "PRs", figure: true, cell: (row) => countText(row.prs) },
  { id: "took", title: "Took", figure: true, cell: (row) => <Duration seconds={row.durationSeconds} /> },
  { id: "cost", title: "Cost", figure: true, cell: (row) => <MoneyMicros micros={row.costMicros} currency="usd" /> },
  { id: "created", title: "Created", figure: true, sorted: "desc", cell: (row) => <Time at={row.createdAt} /> },
]

/** The columns of everybody's sessions, and of one person's. */
export const COLUMNS = [SESSION, PERSON, ...OTHERS]
export const PERSONS_COLUMNS = [SESSION, ...OTHERS]
