import { amountOf, countText, minorDigits, moneyText } from "../../format.ts"
import { Money } from "../money.tsx"
import { axisNumber, type Unit } from "./unit.ts"

/** Whole things. */
export const counts: Unit = {
  show: countText,
  text: countText,
  axis: (value, scale) => axisNumber(value, scale),
}

/** Amounts in a currency's smallest unit; `signed` writes a plus before what is added. */
export function amounts(currency: string, signed = false): Unit {
  const symbol = amountOf(0, currency).major.replace("0", "")
  const perUnit = 10 ** minorDigits(currency)
  return {
    show: (cents) => <Money cents={cents} currency={currency} signed={signed} />,
    text: (cents) => moneyText(cents, currency, signed),
    axis: (cents, scale) => axisNumber(cents, scale, symbol, perUnit),
  }
}
