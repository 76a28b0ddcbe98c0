import type { Mail } from "../../data/outbox.ts"
import type { StatusWord } from "../../ui/mark.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

const STATES: Record<Mail["state"], { status: StatusWord; word: string }> = {
  waiting: { status: "observing", word: "waiting" },
  sent: { status: "ok", word: "sent" },
  kept: { status: "idle", word: "kept, not sent" },
  failed: { status: "fail", word: "given up" },
}

export const COLUMNS: readonly Column<Mail>[] = [
  { id: "subject", title: "Subject", grow: true, cell: (row) => row.subject },
  { id: "to", title: "To", cell: (row) => <ToCell to={row.to} /> },
  { id: "state", title: "State", cell: (row) => <State of={row.state} /> },
  { id: "at", title: "Written", figure: true, cell: (row) => <Time at={row.at} seconds /> },
]

/** What became of a mail. */
const State = (props: { of: Mail["state"] }) => <Word status={STATES[props.of].status}>{STATES[props.of].word}</Word>

const ToCell = (props: { to: readonly string[] }) => (
  <span title={props.to.join(", ")}>
    {props.to[0]}
    {props.to.length > 1 ? ` and ${props.to.length - 1} more` : ""}
  </span>
)
