import { createUniqueId, For, Show } from "solid-js"
import type { Transaction } from "../../data/transactions.ts"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Money } from "../../ui/money.tsx"
import { Amounts } from "./amounts.tsx"
import "../../ui/float.css"

const TYPES: Record<string, string> = {
  stripe_fee: "Stripe's fee",
  application_fee: "Application fee",
  payment_method_passthrough_fee: "Passed on by the payment method",
  tax: "Tax on fees",
}

/** A fee's type as it is called on the page. */
const feeText = (type: string): string => TYPES[type] ?? type.replaceAll("_", " ")

/** The fees that make up a transaction's, by type. */
export const Fees = (props: { of: Transaction["fees"] }) => (
  <Facts>
    <For each={props.of}>
      {(fee) => (
        <Fact name={feeText(fee.type)}>
          <Money cents={fee.cents} currency={fee.currency} />
        </Fact>
      )}
    </For>
  </Facts>
)

/** What was kept as a fee; pressed, it says of which types. */
export function Fee(props: { of: Transaction }) {
  const id = createUniqueId()
  const amounts = () => <Amounts of={props.of} field="feeCents" part="charge" zero />
  return (
    <Show when={props.of.fees.length > 0} fallback={amounts()}>
      <button type="button" data-part="fee" popovertarget={id} title="Show the fees by type">
        {amounts()}
      </button>
      <div data-component="tip" data-part="fees" popover="auto" id={id} role="dialog" aria-label="Fees by type">
        <Fees of={props.of.fees} />
      </div>
    </Show>
  )
}
