import type { ParentProps } from "solid-js"
import type { Instant, Zone } from "#shared/time.ts"
import { SPEND_DEFINITIONS } from "#shared/usage/spend-definitions.ts"
import { Definition } from "../usage/computed.tsx"

/** The "?" of a figure of this page. */
export const Computed = (
  props: ParentProps<{ figure: keyof typeof SPEND_DEFINITIONS; asOf: Instant; timeZone: Zone }>,
) => (
  <Definition told={SPEND_DEFINITIONS[props.figure]} of={{ asOf: props.asOf, timeZone: props.timeZone }}>
    {props.children}
  </Definition>
)
