import { Show } from "solid-js"
import { Button } from "../../ui/button.tsx"
import type { Rate } from "./draft.ts"
import { RateCell } from "./rate-cell.tsx"

export const RATE_FIELDS = ["currency", "day", "rate"] as const

/** One rate, to be changed or removed. */
export function RateRow(props: {
  rate: Rate
  number: number
  faultOf: (field: (typeof RATE_FIELDS)[number]) => string | undefined
  readOnly: boolean
  onChange: (changes: Partial<Rate>) => void
  onRemove: () => void
}) {
  return (
    <tr>
      <RateCell
        label={`Currency of rate ${props.number}`}
        value={props.rate.currency.toUpperCase()}
        fault={props.faultOf("currency")}
        readOnly={props.readOnly}
        maxlength={3}
        onInput={(currency) => props.onChange({ currency: currency.toLowerCase() })}
      />
      <RateCell
        label={`First day of rate ${props.number}`}
        kind="day"
        value={props.rate.day}
        fault={props.faultOf("day")}
        readOnly={props.readOnly}
        maxlength={10}
        onInput={(day) => props.onChange({ day: day.trim() })}
      />
      <RateCell
        label={`Rate ${props.number}`}
        kind="decimal"
        value={props.rate.rate}
        fault={props.faultOf("rate")}
        readOnly={props.readOnly}
        maxlength={20}
        onInput={(text) => props.onChange({ rate: text.trim().replace(",", ".") })}
      />
      <td data-figure="">
        <Show when={!props.readOnly}>
          <Button kind="quiet" icon="close" label={`Remove rate ${props.number}`} onClick={props.onRemove} />
        </Show>
      </td>
    </tr>
  )
}
