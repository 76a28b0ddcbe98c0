import type { ParentProps } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { METRICS_DEFINITIONS } from "#shared/usage/metrics-definitions.ts"
import { Definition } from "../usage/computed.tsx"

/** The "?" of a figure of this page. */
export const Computed = (props: ParentProps<{ figure: keyof typeof METRICS_DEFINITIONS; of: OrganizationMetrics }>) => (
  <Definition told={METRICS_DEFINITIONS[props.figure]} of={{ asOf: props.of.asOf, timeZone: props.of.window.timeZone }}>
    {props.children}
  </Definition>
)
