import { Match, Show, Switch } from "solid-js"
import type { DeliveryStatus } from "#shared/contract/webhooks.ts"
import type { Instant } from "#shared/time.ts"
import { countText } from "../../format.ts"
import { Empty } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"

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
  return (
    <Switch fallback={<NeverAny />}>
      <Match when={props.total > 0 && GOOD[props.status!]}>
        {(good) => (
          <Empty icon="check" title={`${good().title}${props.anyTime ? " in this time" : ""}`} text={good().text}>
            <a data-component="button" data-kind="secondary" href={props.clear}>
              Show all deliveries
            </a>
            <Show when={props.anyTime}>{(href) => <a href={href()}>Any time</a>}</Show>
          </Empty>
        )}
      </Match>
      <Match when={props.filterCount > 0 && !(props.anyTime && props.total === 0)}>
        <Empty
          icon="columns"
          title={
            props.filterCount === 1
              ? "No delivery matches this filter"
              : `No delivery matches these ${props.filterCount} filters`
          }
          text={
            <Show
              when={props.scannedTo}
              fallback={`Without ${props.filterCount === 1 ? "it" : "them"} there are ${countText(props.total)}${props.anyTime ? " in this time" : ""}.`}
            >
              {(at) => (
                <>
                  None since <Time at={at()} />; older ones were not looked at yet.
                </>
              )}
            </Show>
          }
        >
          <a data-component="button" data-kind="secondary" href={props.clear}>
            Clear filters
          </a>
          <Show when={props.anyTime}>{(href) => <a href={href()}>Any time</a>}</Show>
          <Show when={props.further}>{(href) => <a href={href()}>Look further back</a>}</Show>
        </Empty>
      </Match>
      <Match when={props.anyTime}>
        {(href) => (
          <Empty icon="columns" title="No deliveries in this time" text="Bodies and their states are kept 90 days.">
            <a data-component="button" data-kind="secondary" href={href()}>
              Any time
            </a>
          </Empty>
        )}
      </Match>
    </Switch>
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
