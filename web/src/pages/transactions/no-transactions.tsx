import { Show } from "solid-js"
import type { Instant } from "#shared/time.ts"
import { NoRows, WayOut } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"

/** A list without a transaction: none ever, none in this time, or none that matches; each with its next step. */
export function NoTransactions(props: {
  mode: "live" | "test"
  /** How many filters besides the time narrow the list. */
  filterCount: number
  clear: string
  anyTime: string | undefined
  /** Where the other mode is. */
  otherMode: string
  scannedTo: Instant | null
  further: string | undefined
}) {
  return (
    <NoRows
      one="transaction"
      noneInTime="No transactions in this time"
      timeText="Other times may have some: transactions are kept for good."
      filterCount={props.filterCount}
      clear={props.clear}
      anyTime={props.anyTime}
      scannedTo={props.scannedTo}
      further={props.further}
    >
      <Show
        when={props.mode === "live"}
        fallback={
          <Empty title="No transactions in test mode" text="Stripe's test mode has told of no charge.">
            <WayOut href={props.otherMode}>Show live transactions</WayOut>
          </Empty>
        }
      >
        <Empty
          title="No transactions yet"
          text="They appear here as soon as Stripe tells of a charge to /webhooks/stripe of this console."
        >
          <a href="/admin/webhooks">What Stripe told so far</a>
          <a href={props.otherMode}>Test mode</a>
        </Empty>
      </Show>
    </NoRows>
  )
}
