import { type ParentProps, Show } from "solid-js"
import type { Mode } from "#shared/contract/transactions.ts"
import { WayOut } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"

/** That Stripe has told of nothing of a kind in a mode, and where to look instead; children are the first way on. */
export function NoneTold(
  props: ParentProps<{
    /** What one is, and what they are: `subscription`, `subscriptions`. */
    one: string
    many: string
    mode: Mode
    /** Where the other mode is. */
    otherMode: string
    /** What else tells of one: `or of a subscription that has one`. */
    or?: string
  }>,
) {
  return (
    <Show
      when={props.mode === "live"}
      fallback={
        <Empty title={`No ${props.many} in test mode`} text={`Stripe's test mode has told of no ${props.one}.`}>
          <WayOut href={props.otherMode}>Show live {props.many}</WayOut>
        </Empty>
      }
    >
      <Empty
        title={`No ${props.many} yet`}
        text={`They appear here as soon as Stripe tells of a ${props.one} to /webhooks/stripe of this console${props.or ? `, ${props.or}` : ""}.`}
      >
        {props.children}
        <a href="/admin/webhooks">What Stripe told so far</a>
        <a href={props.otherMode}>Test mode</a>
      </Empty>
    </Show>
  )
}
