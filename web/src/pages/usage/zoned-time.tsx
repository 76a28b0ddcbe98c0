import { type Instant, msOf, type Zone } from "#shared/time.ts"
import { clockText, fullText } from "../../format.ts"

/** The time of day of a moment in the board's own zone, the whole of it on hover. */
export const ZonedTime = (props: { at: Instant; zone: Zone }) => (
  <time dateTime={props.at} title={fullText(msOf(props.at), props.zone)}>
    {clockText(msOf(props.at), props.zone)}
  </time>
)
