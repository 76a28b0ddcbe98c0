import { type ParentProps, Show } from "solid-js"
import type { Day } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { dayText } from "../../format.ts"
import { FirstEvents } from "../../ui/first-events.tsx"
import { Empty } from "../../ui/state.tsx"
import { WayOut } from "../../ui/no-rows.tsx"
import { type Asked, widerThan } from "./asked.ts"
import { sessionCommand } from "./first-command.ts"
import { rangeWords } from "./span.ts"

/** There never was a session: where the product sends them, and a command that sends a first one. */
export function FirstSessions(props: {
  organizationId: string | undefined
  /** Where the reader makes ingest keys, when they may. */
  keysHref: string | undefined
}) {
  return (
    <FirstEvents
      title="No sessions yet"
      one="session"
      command={(origin, local) => sessionCommand(origin, local, props.organizationId ?? "org_first")}
      keysHref={props.keysHref}
    >
      Sessions come from your product: each time one begins, moves on or ends it sends <code>session.updated</code> with
      all that is known of it
    </FirstEvents>
  )
}

interface Range {
  asked: Asked
  /** The day of the first session ever. */
  begins: Day | null | undefined
  href: (changes: Changes) => string
}

/** What a section shows of its sessions, or that there are none in the range. */
export const OrNone = (props: ParentProps<Range & { total: number }>) => (
  <Show when={props.total > 0} fallback={<NoneInRange {...props} />}>
    {props.children}
  </Show>
)

/** There is a history, but nothing of it in the range; the step is to look further back. */
function NoneInRange(props: Range) {
  const wider = () => widerThan(props.asked.days)
  return (
    <Empty
      icon="range"
      title={`No sessions in the ${rangeWords(props.asked)}`}
      text={props.begins && `The first one ever was on ${dayText(props.begins)}.`}
    >
      <Show when={wider()}>{(days) => <WayOut href={props.href({ days: days() })}>Show {days()} days</WayOut>}</Show>
    </Empty>
  )
}
