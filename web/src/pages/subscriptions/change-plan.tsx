import { createSignal, Show } from "solid-js"
import { type Proration } from "#shared/contract/subscriptions.ts"
import { cadenceWords } from "#shared/revenue/sentence.ts"
import type { SubscriptionDetail } from "../../data/subscriptions.ts"
import { moneyText } from "../../format.ts"
import { SelectField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import { customerName } from "./columns.tsx"
import { ACTS, type SubscriptionDesk } from "./desk.ts"

type Choice = SubscriptionDetail["choices"][number]

const PRORATIONS = [
  { value: "create_prorations", text: "Settle the difference with the next invoice" },
  { value: "always_invoice", text: "Invoice the difference now" },
  { value: "none", text: "Charge nothing for the running period" },
] as const
const HELP: Record<Proration, string> = {
  create_prorations:
    "What is left of the old price is given back and the rest of the period charged at the new one, both on the next invoice.",
  always_invoice: "The same, on an invoice of its own that is charged at once.",
  none: "The new price counts from the next period on.",
}

/** Gives an item another of the prices there are; says what the subscription's MRR will be. */
export function ChangePlan(props: { of: SubscriptionDetail; desk: SubscriptionDesk }) {
  const keyOf = ({ itemId, priceId }: Choice) => `${itemId} ${priceId}`
  const [chosen, setChosen] = createSignal(keyOf(props.of.choices[0]!))
  const [proration, setProration] = createSignal<Proration>("create_prorations")
  const choice = () => props.of.choices.find((one) => keyOf(one) === chosen())
  const text = (cents: number, signed = false) => moneyText(cents, props.of.currency, signed)
  const items = () => {
    const isOne = new Set(props.of.choices.map(({ itemId }) => itemId)).size === 1
    const nameOf = (id: string) => props.of.items.find(({ itemId }) => itemId === id)?.plan
    return props.of.choices.map((one) => ({
      value: keyOf(one),
      text: `${isOne ? "" : `${nameOf(one.itemId)}: `}${one.plan}, ${cadenceWords(one.cadence)}, ${text(one.mrrCents)} MRR`,
    }))
  }
  const send = () => {
    const { itemId, priceId } = choice()!
    void props.desk.tell(props.of, { act: "plan", itemId, priceId, proration: proration() })
  }
  return (
    <FormDialog
      title={`Change the plan of ${customerName(props.of)}`}
      desk={props.desk}
      button="Change plan"
      doing="Asking…"
      act={ACTS.plan}
      faults={{ priceId: undefined }}
      onSend={send}
    >
      {(fault) => (
        <>
          <SelectField
            label="New price"
            problem={fault("priceId")}
            help="Prices in the same currency that a subscription has now. The number of seats stays."
            items={items()}
            value={chosen()}
            onChange={setChosen}
          />
          <SelectField
            label="The running period"
            help={HELP[proration()]}
            items={PRORATIONS}
            value={proration()}
            onChange={setProration}
          />
          <Show when={choice()}>
            {(one) => (
              <p data-part="worth">
                MRR {text(props.of.mrrCents)} <span aria-hidden="true">→</span>
                <span data-sr="">becomes</span> <b>{text(one().mrrCents)}</b>{" "}
                <span data-tone="3">({text(one().mrrCents - props.of.mrrCents, true)})</span>
              </p>
            )}
          </Show>
          <p>It goes to Stripe and is recorded in the audit under your name.</p>
        </>
      )}
    </FormDialog>
  )
}
