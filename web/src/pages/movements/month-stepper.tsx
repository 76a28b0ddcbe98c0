import { Show } from "solid-js"
import type { Changes } from "../../address.ts"
import type { Movements } from "../../data/movements.ts"
import { monthText } from "../../format.ts"

/** Which month is looked at, and the ways to the ones beside it. */
export function MonthStepper(props: {
  data: Movements
  at: number
  title: string
  /** A month was chosen, not the running one taken. */
  isChosen: boolean
  href: (changes: Changes) => string
}) {
  const Way = (way: { at: number; sign: string }) => (
    <Show when={props.data.months[way.at]}>
      {(month) => (
        <a
          data-component="act"
          href={props.href({ month: way.at === 0 ? undefined : month().month })}
          aria-label={monthText(month().month)}
          title={monthText(month().month)}
          noScroll
        >
          {way.sign}
        </a>
      )}
    </Show>
  )
  return (
    <span data-part="stepper">
      <Way at={props.at + 1} sign="‹" />
      <b>{props.title}</b>
      <Show when={props.isChosen}>
        <Way at={props.at - 1} sign="›" />
      </Show>
    </span>
  )
}
