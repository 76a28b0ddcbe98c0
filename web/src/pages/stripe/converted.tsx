import { Show } from "solid-js"
import { Money } from "../../ui/money.tsx"

/** The foot of totals by currency: one sum of all, marked as converted; or which rate is missing for it, and where it is set. */
export function Converted(props: {
  currency: string
  /** Minor units; null while a rate is missing. */
  cents: number | null
  missingRates: readonly string[]
  /** How many columns the totals have; the sum stands in the second. */
  columns: number
}) {
  const missing = () => props.missingRates.map((one) => one.toUpperCase()).join(", ")
  return (
    <tr>
      <th scope="row" colspan={props.cents === null ? props.columns : 1}>
        ≈ in {props.currency.toUpperCase()}{" "}
        <span data-part="rates">
          <Show
            when={props.cents !== null}
            fallback={
              <>
                is not added up: no rate for {missing()} today. <a href="/admin/settings/general">Set the rate</a>
              </>
            }
          >
            at today's rates
          </Show>
        </span>
      </th>
      <Show when={props.cents !== null}>
        <td data-figure="">
          ≈ <Money cents={props.cents!} currency={props.currency} />
        </td>
        <td colspan={props.columns - 2} />
      </Show>
    </tr>
  )
}
