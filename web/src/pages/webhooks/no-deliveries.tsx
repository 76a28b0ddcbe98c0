import { Show } from "solid-js"
import { countText } from "../../format.ts"
import { Empty } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"

/** What stands in place of the inbox's rows: nothing came yet, or nothing that these filters let through. */
export function NoDeliveries(props: {
  filtered: number
  total: number
  clear: string
  scannedTo: string | null
  further: string | undefined
}) {
  return (
    <Show
      when={props.filtered > 0}
      fallback={
        <Empty
          title="No deliveries yet"
          text="They appear here as soon as Stripe sends to /webhooks/stripe of this console."
        >
          <a href="https://docs.stripe.com/webhooks" target="_blank" rel="noreferrer">
            How to add an endpoint in Stripe
          </a>
        </Empty>
      }
    >
      <Empty
        icon="columns"
        title={
          props.filtered === 1
            ? "No delivery matches this filter"
            : `No delivery matches these ${props.filtered} filters`
        }
        text={
          <Show when={props.scannedTo} fallback={`Without them there are ${countText(props.total)}.`}>
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
        <Show when={props.further}>{(href) => <a href={href()}>Look further back</a>}</Show>
      </Empty>
    </Show>
  )
}
