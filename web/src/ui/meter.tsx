import type { StatusWord } from "./mark.tsx"
import "./meter.css"

/** A share between 0 and 1 as a bar, in the colour of a status where it has one; a number says the same beside it. */
export const Meter = (props: { share: number; status?: StatusWord | undefined }) => (
  <span data-component="meter" data-status={props.status} aria-hidden="true">
    <i style={{ "inline-size": `${Math.round(props.share * 1_000) / 10}%` }} />
  </span>
)
