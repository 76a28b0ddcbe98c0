import { ACTIVE_DAYS, type Member } from "#shared/contract/members.ts"
import type { Day } from "#shared/time.ts"
import { dayText } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { nameOf } from "../users/words.ts"

/** What is told of each member; `today` is the newest day that can be. */
export const columnsOf = (today: () => Day): readonly Column<Member>[] => [
  {
    id: "name",
    title: "Member",
    sorted: "asc",
    cell: (row) => nameOf(row),
    beside: (row) => <Copy text={row.userId} />,
  },
  { id: "email", title: "E-mail", grow: true, cell: (row) => <span data-tone="2">{row.email ?? "–"}</span> },
  { id: "role", title: "Role", cell: (row) => row.role ?? <span data-tone="3">not told</span> },
  {
    id: "added",
    title: "Since",
    figure: true,
    cell: (row) => (row.addedAt ? <Time at={row.addedAt} as="date" /> : "–"),
  },
  {
    id: "active",
    title: "Last active",
    figure: true,
    cell: (row) => <LastActive of={row} today={today()} />,
  },
]

function LastActive(props: { of: Member; today: Day }) {
  const text = () => {
    if (props.of.hidden) return "hides"
    if (props.of.lastActiveOn === null) return `not in ${ACTIVE_DAYS} days`
    return props.of.lastActiveOn === props.today ? "today" : dayText(props.of.lastActiveOn, props.today)
  }
  return (
    <span data-tone={props.of.lastActiveOn === null ? "3" : undefined} data-nowrap="">
      {text()}
    </span>
  )
}
