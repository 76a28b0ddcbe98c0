import type { Instant } from "#shared/time.ts"
import { msOf } from "#shared/time.ts"
import { clockText, dateText, fullText, momentText, shortText } from "../format.ts"
import { nowMs, zone } from "../reporting.ts"

/**
 * A moment in the reporting zone, the whole of it on hover. `as` cuts it to its date, to its clock, or to the clock today and
 * the date on other days; unsaid, it is as near as needed.
 */
export function Time(props: { at: Instant; as?: "date" | "clock" | "short"; seconds?: boolean }) {
  const ms = () => msOf(props.at)
  const text = () => {
    if (props.as === "date") return dateText(ms(), zone(), nowMs())
    if (props.as === "clock") return clockText(ms(), zone(), props.seconds)
    if (props.as === "short") return shortText(ms(), zone(), nowMs())
    return momentText(ms(), zone(), nowMs(), props.seconds)
  }
  return (
    <time dateTime={props.at} title={fullText(ms(), zone())}>
      {text()}
    </time>
  )
}
