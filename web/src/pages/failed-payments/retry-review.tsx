import { Show } from "solid-js"
import type { FailingInvoice } from "#shared/contract/subscriptions.ts"
import { moneyText } from "../../format.ts"
import type { Desk } from "../../desk.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Refused } from "../../ui/refused.tsx"
import { Time } from "../../ui/time.tsx"

/** What charging a customer again will do, before it does. */
export function RetryReview(props: {
  customer: string
  of: FailingInvoice
  desk: Pick<Desk, "busy" | "problem" | "close">
  onSend: () => void
}) {
  const amount = () => moneyText(props.of.dueCents, props.of.currency)
  return (
    <Dialog
      title={`Charge ${props.customer} again?`}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Leave it
          </Button>
          <Button kind="primary" busy={props.desk.busy()} onClick={props.onSend}>
            {props.desk.busy() ? "Asking…" : `Charge ${amount()}`}
          </Button>
        </>
      }
    >
      <Facts>
        <Fact name="Customer">{props.customer}</Fact>
        <Fact name="Invoice">{props.of.number ?? props.of.invoiceId}</Fact>
        <Fact name="Amount">{amount()}</Fact>
        <Fact name="Stripe's tries so far">{props.of.attempts}</Fact>
        <Fact name="Stripe's own next try">
          <Show when={props.of.nextAttemptAt} fallback="none">
            {(at) => <Time at={at()} />}
          </Show>
        </Fact>
      </Facts>
      <p>
        The customer's card is charged now. If the bank turns it down, its words stand among the subscription's
        commands. It goes to Stripe and is recorded in the audit under your name.
      </p>
      <Refused of={props.desk.problem()} act="retry the payment" />
    </Dialog>
  )
}
