import { For, Show } from "solid-js"
import type { PendingPart, Settled } from "#shared/contract/transactions.ts"
import type { Transaction } from "../../data/transactions.ts"
import { Money } from "../../ui/money.tsx"

/** Said where an amount would stand that nobody told yet: none is estimated. */
export const Pending = () => <span data-tone="3">pending</span>

/** Nothing to say. */
export const None = () => <span data-tone="3">–</span>

/** A part of what was settled, a line for each settlement currency that has any; pending while that part of the charge is. */
export function Amounts(props: {
  of: Transaction
  field: Exclude<keyof Settled, "currency">
  /** What it waits for; unsaid, everything. */
  part?: PendingPart
  /** Zero is an amount here, and not the lack of one. */
  zero?: boolean
}) {
  const waits = () => (props.part ? props.of.pending.includes(props.part) : props.of.pending.length > 0)
  const told = () => {
    const some = props.of.settled.filter((one) => one[props.field] !== 0)
    return some.length > 0 || !props.zero ? some : props.of.settled.slice(0, 1)
  }
  return (
    <Show when={!waits()} fallback={<Pending />}>
      <For each={told()} fallback={<None />}>
        {(one) => (
          <span data-part="line">
            <Money cents={one[props.field]} currency={one.currency} />
          </span>
        )}
      </For>
    </Show>
  )
}

/** What was taken, in the currency of the charge; of how much, where less was taken than was asked for. */
export function Gross(props: { of: Transaction }) {
  return (
    <>
      <span data-part="line">
        <Money cents={props.of.grossCents} currency={props.of.currency} />
      </span>
      <Show when={props.of.authorizedCents > props.of.grossCents}>
        <span data-part="line" data-tone="3">
          of <Money cents={props.of.authorizedCents} currency={props.of.currency} />
        </span>
      </Show>
    </>
  )
}
