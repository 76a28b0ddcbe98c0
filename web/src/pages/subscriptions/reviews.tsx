import { type JSX, Match, Show, Switch } from "solid-js"
import type { SubscriptionDetail, Wish } from "../../data/subscriptions.ts"
import { moneyText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Refused } from "../../ui/refused.tsx"
import { Time } from "../../ui/time.tsx"
import { RetryReview } from "../failed-payments/retry-review.tsx"
import { ChangePlan } from "./change-plan.tsx"
import { customerName } from "./columns.tsx"
import { ACTS, type SubscriptionDesk } from "./desk.ts"

interface Asked {
  of: SubscriptionDetail
  desk: SubscriptionDesk
}

/** The command that is reviewed before it is sent. */
export function Reviews(props: Asked) {
  return (
    <Switch>
      <Match when={props.desk.reviewed() === "cancel"}>
        <Cancel {...props} />
      </Match>
      <Match when={props.desk.reviewed() === "resume"}>
        <Resume {...props} />
      </Match>
      <Match when={props.desk.reviewed() === "retry"}>
        <Retry {...props} />
      </Match>
      <Match when={props.desk.reviewed() === "plan"}>
        <ChangePlan {...props} />
      </Match>
    </Switch>
  )
}

/** One command: what it is about, what it does, and its button. */
function Review(
  props: Asked & {
    title: string
    wish: Wish
    button: string
    keep: string
    danger?: boolean
    facts: JSX.Element
    text: string
  },
) {
  return (
    <Dialog
      title={props.title}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            {props.keep}
          </Button>
          <Button
            kind={props.danger ? "danger-final" : "primary"}
            busy={props.desk.busy()}
            onClick={() => void props.desk.tell(props.of, props.wish)}
          >
            {props.desk.busy() ? "Asking…" : props.button}
          </Button>
        </>
      }
    >
      <Facts>
        <Fact name="Customer">{customerName(props.of)}</Fact>
        {props.facts}
      </Facts>
      <p>{props.text} It goes to Stripe and is recorded in the audit under your name.</p>
      <Refused of={props.desk.problem()} act={ACTS[props.wish.act]} />
    </Dialog>
  )
}

const mrrOf = ({ mrrCents, currency }: SubscriptionDetail) => moneyText(mrrCents, currency)

function Cancel(props: Asked) {
  const endsAt = () => (props.of.status === "trialing" ? props.of.trialEndsAt : props.of.renewsAt)
  return (
    <Review
      {...props}
      title={`End ${props.of.plans.join(", ")} of ${customerName(props.of)}?`}
      wish={{ act: "cancel" }}
      button="End with its period"
      keep="Keep it"
      danger
      facts={
        <>
          <Fact name="Ends">
            <Show when={endsAt()} fallback="with the running period">
              {(at) => <Time at={at()} />}
            </Show>
          </Fact>
          <Fact name="MRR that goes then">{mrrOf(props.of)}</Fact>
        </>
      }
      text="Until then it stays as it is, and can be let go on; nothing is given back."
    />
  )
}

function Resume(props: Asked) {
  return (
    <Review
      {...props}
      title={`Let ${props.of.plans.join(", ")} of ${customerName(props.of)} go on?`}
      wish={{ act: "resume" }}
      button="Let it go on"
      keep="Leave it"
      facts={
        <>
          <Fact name="Would end">
            <Show when={props.of.cancellation?.endsAt} fallback="with its period">
              {(at) => <Time at={at()} />}
            </Show>
          </Fact>
          <Fact name="MRR that stays">{mrrOf(props.of)}</Fact>
        </>
      }
      text="The end that was asked for is taken back, and the customer is charged again when the period is over."
    />
  )
}

function Retry(props: Asked) {
  return (
    <Show when={props.of.failing}>
      {(failing) => (
        <RetryReview
          customer={customerName(props.of)}
          of={failing()}
          desk={props.desk}
          onSend={() => void props.desk.tell(props.of, { act: "retry", invoiceId: failing().invoiceId })}
        />
      )}
    </Show>
  )
}
