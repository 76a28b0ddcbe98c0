import { Show } from "solid-js"
import { amountOf, microsText } from "../format.ts"

/** An amount of a currency's smallest unit; the minor unit steps back so that a column is read by its whole amounts. */
export function Money(props: { cents: number; currency: string; signed?: boolean }) {
  const amount = () => amountOf(props.cents, props.currency, props.signed)
  return (
    <span data-component="money" data-nowrap="">
      {amount().major}
      <Show when={amount().minor}>
        <span data-minor="">{amount().minor}</span>
      </Show>
    </span>
  )
}

const CENT_MICROS = 10_000

/** An amount of micro-units: rounded to the cent, `<$0.01` when it is less, exact on hover. `signed` writes a plus before what is added. */
export function MoneyMicros(props: { micros: number; currency: string; signed?: boolean }) {
  const small = () => props.micros !== 0 && Math.abs(props.micros) < CENT_MICROS
  const sign = () => (props.micros < 0 ? "−" : props.signed ? "+" : "")
  return (
    <span title={small() ? microsText(props.micros, props.currency) : undefined} data-nowrap="">
      <Show
        when={small()}
        fallback={
          <Money
            cents={Math.round(props.micros / CENT_MICROS)}
            currency={props.currency}
            signed={props.signed ?? false}
          />
        }
      >
        {`${sign()}<${amountOf(1, props.currency).major}${amountOf(1, props.currency).minor}`}
      </Show>
    </span>
  )
}
