import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { atWallTime, instant, wallTime } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { CustomSpan } from "../../ui/custom-span.tsx"
import { type Asked, wrongWith } from "./asked.ts"
import { spanWords } from "./words.ts"

/** The last choice of the window: any stretch between two times of the organization's zone. */
export function CustomWindow(props: {
  asked: Asked
  data: OrganizationMetrics | undefined
  set: (changes: Changes) => void
}) {
  const zone = () => props.data?.window.timeZone ?? "UTC"
  const now = () => props.data?.asOf ?? instant(Date.now())
  const on = () => typeof props.asked.window !== "string"
  const shown = (which: "from" | "to") => {
    const { window } = props.asked
    const at = typeof window === "string" ? props.data?.window[which] : window[which]
    return at ? wallTime(at, zone()) : ""
  }
  return (
    <CustomSpan
      label="Custom window"
      text={on() && props.data?.window.name === null ? spanWords(props.data) : "Custom"}
      on={on()}
      type="datetime-local"
      from={shown("from")}
      to={shown("to")}
      hint={<>Times of {zone()}; the end is not in it.</>}
      button="Show this time"
      wrongWith={(from, to) => wrongWith(from, to, wallTime(now(), zone()))}
      onChoose={(from, to) =>
        props.set({ window: undefined, from: atWallTime(from, zone()), to: atWallTime(to, zone()) })
      }
    />
  )
}
