import { axisNumber, type Unit } from "../../ui/chart/unit.ts"
import { MoneyMicros } from "../../ui/money.tsx"
import { CENT_MICROS, costText } from "./amount-text.ts"

/** Costs in US cents. */
export const costs: Unit = {
  show: (cents) => <MoneyMicros micros={Math.round(cents * CENT_MICROS)} currency="usd" />,
  text: costText,
  axis: (cents, scale) => axisNumber(cents, scale, "$", 100),
}
