import { Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import type { SubscriptionDetail } from "../../data/subscriptions.ts"
import { Button } from "../../ui/button.tsx"
import type { SubscriptionDesk } from "./desk.ts"

const GOING: readonly string[] = ["active", "trialing", "past_due", "unpaid"]

/** What can be done about a subscription as it stands, by whoever may; nothing while a command waits. */
export function Actions(props: { of: SubscriptionDetail; desk: SubscriptionDesk }) {
  const me = useMe()
  const mayTell = () => me()?.staffRole === "admin"
  const isGoing = () => GOING.includes(props.of.status)
  return (
    <Show
      when={mayTell()}
      fallback={
        <Show when={me()?.staffRole}>
          {(role) => (
            <p data-tone="3">Commands to Stripe take the role admin; yours is {role()}. A staff admin can grant it.</p>
          )}
        </Show>
      }
    >
      <div data-part="acts">
        <Show when={props.of.failing}>
          <Button kind="primary" disabled={props.of.isWaiting} onClick={() => props.desk.review("retry")}>
            Retry payment…
          </Button>
        </Show>
        <Show when={isGoing() && props.of.choices.length > 0}>
          <Button disabled={props.of.isWaiting} onClick={() => props.desk.review("plan")}>
            Change plan…
          </Button>
        </Show>
        <Show when={props.of.cancellation}>
          <Button disabled={props.of.isWaiting} onClick={() => props.desk.review("resume")}>
            Let it go on…
          </Button>
        </Show>
        <Show when={isGoing() && !props.of.cancellation}>
          <Button kind="danger" disabled={props.of.isWaiting} onClick={() => props.desk.review("cancel")}>
            End with its period…
          </Button>
        </Show>
      </div>
    </Show>
  )
}
