import type { ParentProps } from "solid-js"
import { DEFINITIONS } from "#shared/revenue/definitions.ts"
import { MOVEMENT_DEFINITIONS } from "#shared/revenue/movement-definitions.ts"
import type { Movements } from "../../data/movements.ts"
import { Defined } from "../overview/computed.tsx"

const FIGURES = { ...MOVEMENT_DEFINITIONS, movements: DEFINITIONS.movements }
const ROWS = { href: "#movements", text: "Movements" }

/** The "?" of a figure of the page. */
export const Computed = (props: ParentProps<{ figure: keyof typeof FIGURES; of: Movements }>) => (
  <Defined told={FIGURES[props.figure]} rows={ROWS} of={{ cubes: props.of.cube ? { revenue: props.of.cube } : {} }}>
    {props.children}
  </Defined>
)
