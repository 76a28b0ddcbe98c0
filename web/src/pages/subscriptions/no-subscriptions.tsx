import { Show } from "solid-js"
import { NoRows, WayOut } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"

/** A list without a subscription: none ever, or none that matches; each with its next step. */
export function NoSubscriptions(props: {
  mode: "live" | "test"
  filterCount: number
  clear: string
  /** Where the other mode is. */
  otherMode: string
}) {
  return (
    <NoRows
      one="subscription"
      noneInTime=""
      filterCount={props.filterCount}
      clear={props.clear}
      anyTime={undefined}
      further={undefined}
    >
      <Show
        when={props.mode === "live"}
        fallback={
          <Empty title="No subscriptions in test mode" text="Stripe's test mode has told of no subscription.">
            <WayOut href={props.otherMode}>Show live subscriptions</WayOut>
          </Empty>
        }
      >
        <Empty
          title="No subscriptions yet"
          text="They appear here as soon as Stripe tells of one to /webhooks/stripe of this console."
        >
          <a href="/admin/webhooks">What Stripe told so far</a>
          <a href={props.otherMode}>Test mode</a>
        </Empty>
      </Show>
    </NoRows>
  )
}
