import { decimalOf, knowsCurrency } from "#shared/money.ts"

/** An amount in major units; null where nobody knows what the currency's minor unit is. */
export const amountOf = (cents: number, currency: string): string | null =>
  knowsCurrency(currency) ? decimalOf(cents, currency) : null
