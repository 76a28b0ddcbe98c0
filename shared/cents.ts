/** Minor units by currency, never mixed. */
export type Cents = Record<string, number>

/** Adds amounts to others; the first are changed in place. */
export function addCents(to: Cents, more: Readonly<Cents>): void {
  for (const [currency, cents] of Object.entries(more)) if (cents !== 0) to[currency] = (to[currency] ?? 0) + cents
}

/** Amounts as answers tell them, in the order of their currencies. */
export const moneyOf = (cents: Readonly<Cents>): { currency: string; cents: number }[] =>
  Object.entries(cents)
    .map(([currency, amount]) => ({ currency, cents: amount }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1))

/** Amounts by currency, as they are added and converted. */
export const centsOf = (money: readonly { currency: string; cents: number }[]): Cents =>
  Object.fromEntries(money.map(({ currency, cents }) => [currency, cents]))
