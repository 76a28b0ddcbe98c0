import { Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { dayText } from "../../format.ts"

/** Since when the figures of a chart are known. */
export const Begins = (props: { data: OrganizationMetrics }) => (
  <Show when={props.data.historyBegins}>
    {(day) => <>history begins on {dayText(day(), props.data.asOf.slice(0, 10))}</>}
  </Show>
)
