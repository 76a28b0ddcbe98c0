import { useNavigate } from "@solidjs/router"
import { addDays, type Day } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { zone } from "../../reporting.ts"
import { CustomSpan } from "../../ui/custom-span.tsx"
import { CUSTOM, type Range, wrongWith } from "./window.ts"

/** The last choice of the range: any stretch of days, up to today or to a day that is over. */
export function CustomRange(props: { range: Range; to: Day; today: Day; href: (changes: Changes) => string }) {
  const navigate = useNavigate()
  const on = () => props.range.name === CUSTOM
  const choose = (from: Day, to: Day) => {
    const asOf = to === props.today ? undefined : to
    navigate(props.href({ range: undefined, from, asOf }), { scroll: false, resolve: false })
  }
  return (
    <CustomSpan
      label="Custom range"
      text={on() ? props.range.said : "Custom"}
      on={on()}
      type="date"
      max={props.today}
      from={addDays(props.to, 1 - props.range.days)}
      to={props.to}
      hint={<>Days of {zone()}, both included.</>}
      button="Show these days"
      wrongWith={(from, to) => wrongWith(from, to, props.today)}
      onChoose={choose}
    />
  )
}
