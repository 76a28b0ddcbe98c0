import type { Day } from "#shared/time.ts"
import { dayText } from "../../format.ts"
import { Empty } from "../../ui/state.tsx"
import { CUSTOM, RANGES, type Range } from "./window.ts"

/** There was never any revenue. */
export const NoRevenue = (props: { of: string }) => (
  <Empty title={`No ${props.of} yet`} text="The first subscription that Stripe tells of begins it." />
)

/** There is a history, but nothing of it in the range; the step is to look further back. */
export function NoneInRange(props: {
  title: string
  range: Range
  newestOn?: Day | undefined
  near: Day
  hrefOf: (range: Range) => string
}) {
  const wider = () => RANGES.find((range) => range.days > props.range.days)
  const step = () => {
    const range = wider()
    return range && <a href={props.hrefOf(range)}>Show {range.words}</a>
  }
  return (
    <Empty
      icon="range"
      title={`${props.title} in ${props.range.name === CUSTOM ? "" : "the "}${props.range.said}`}
      text={props.newestOn && `The newest is of ${dayText(props.newestOn, props.near)}.`}
    >
      {step()}
    </Empty>
  )
}
