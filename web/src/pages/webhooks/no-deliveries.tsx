import { Show } from "solid-js"
import type { DeliveryStatus } from "#shared/contract/webhooks.ts"
import type { Instant } from "#shared/time.ts"
import { countText } from "../../format.ts"
import { NoRows, WayOut } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"

/** An inbox without a row: nothing ever came, nothing in this time, or nothing that matches; each with its next step. */
export function NoDeliveries(props: {
  /** How many filters besides the time narrow the list. */
  filterCount: number
  /** The status that is asked for, where nothing else narrows the list but the time. */
  status: DeliveryStatus | undefined
  /** Deliveries of the time, without the other filters. */
  total: number
  /** Where the list is not narrowed. */
  clear: string
  /** Where only the time is not narrowed any more; undefined when it is not. */
  anyTime: string | undefined
  scannedTo: Instant | null
  further: string | undefined
}) {
  const good = () => (props.total > 0 && props.status ? GOOD[props.status] : undefined)
  const others = () => {
    const filters = props.filterCount === 1 ? "it" : "them"
    return `Without ${filters} there are ${countText(props.total)}${props.anyTime ? " in this time" : ""}.`
  }
  return (
    <Show
      when={good()}
      fallback={
        <NoRows
          one="delivery"
          noneInTime="No deliveries in this time"
          timeText="Bodies and their states are kept 90 days."
          filterCount={props.anyTime && props.total === 0 ? 0 : props.filterCount}
          text={others()}
          clear={props.clear}
          anyTime={props.anyTime}
          scannedTo={props.scannedTo}
          further={props.further}
        >
          <NeverAny />
        </NoRows>
      }
    >
      {(told) => (
        <Empty icon="check" title={`${told().title}${props.anyTime ? " in this time" : ""}`} text={told().text}>
          <WayOut href={props.clear}>Show all deliveries</WayOut>
          <Show when={props.anyTime}>{(href) => <a href={href()}>Any time</a>}</Show>
        </Empty>
      )}
    </Show>
  )
}

/** Where an empty list is what one hopes for. */
const GOOD: { [status in DeliveryStatus]?: { title: string; text: string } } = {
  parked: { title: "Nothing is parked", text: "No delivery failed ten times." },
  received: { title: "Nothing is waiting", text: "Every delivery was applied, ignored or parked." },
}

const NeverAny = () => (
  <Empty title="No deliveries yet" text="They appear here as soon as Stripe sends to /webhooks/stripe of this console.">
    <a href="https://docs.stripe.com/webhooks" target="_blank" rel="noreferrer">
      How to add an endpoint in Stripe
    </a>
  </Empty>
)
