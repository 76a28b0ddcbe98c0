import { Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Changes } from "../../address.ts"
import { dayText } from "../../format.ts"
import { FirstEvents } from "../../ui/first-events.tsx"
import { WayOut } from "../../ui/no-rows.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { type Asked, widerThan } from "./asked.ts"
import { callCommand } from "./first-command.ts"
import { projectText, WINDOW_WORDS } from "./words.ts"

/** There never was a call: where the product sends them, and a command that sends a first one. */
export function FirstCalls(props: {
  organizationId: string
  /** Where the reader makes ingest keys, when they may. */
  keysHref: string | undefined
}) {
  return (
    <FirstEvents
      title="No model calls yet"
      one="model call"
      command={(origin, local) => callCommand(origin, local, props.organizationId)}
      keysHref={props.keysHref}
    >
      Calls come from your product: for each one it sends <code>usage.recorded</code> with its model, tokens, cost and
      time
    </FirstEvents>
  )
}

/** There is a history, but nothing of it in the window, or nothing of the project; each with its next step. */
export function NoneInWindow(props: { asked: Asked; data: OrganizationMetrics; href: (changes: Changes) => string }) {
  const wider = () => widerThan(props.asked.window)
  const time = () => {
    const { window } = props.asked
    return typeof window === "string" ? `in the last ${WINDOW_WORDS[window].words}` : "in this time"
  }
  return (
    <Sheet>
      <Empty
        icon="range"
        title={
          props.asked.project === undefined
            ? `No calls ${time()}`
            : `No calls of project ${projectText(props.asked.project, props.data.projectName)} ${time()}`
        }
        text={
          props.data.historyBegins &&
          `History begins on ${dayText(props.data.historyBegins, props.data.asOf.slice(0, 10))}.`
        }
      >
        <Show
          when={wider()}
          fallback={
            <Show when={typeof props.asked.window !== "string"}>
              <WayOut href={props.href({ from: undefined, to: undefined })}>Show the last day</WayOut>
            </Show>
          }
        >
          {(name) => <WayOut href={props.href({ window: name() })}>Show the last {WINDOW_WORDS[name()].words}</WayOut>}
        </Show>
        <Show when={props.asked.project}>
          <a href={props.href({ project: undefined })}>All projects</a>
        </Show>
      </Empty>
    </Sheet>
  )
}
