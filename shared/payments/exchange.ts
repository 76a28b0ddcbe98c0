import { exponentOf, knowsCurrency } from "../money.ts"

const DIGITS = 6

/**
 * What one major unit of a charge's currency became in the settlement currency, from the two amounts: six significant digits,
 * half away from zero. It is told, never used: no amount is made from it. Null where it says nothing.
 */
export function rateOf(
  gross: { cents: number; currency: string },
  settled: { cents: number; currency: string },
): string | null {
  if (gross.currency === settled.currency || gross.cents <= 0 || settled.cents <= 0) return null
  if (!knowsCurrency(gross.currency) || !knowsCurrency(settled.currency)) return null
  const over = BigInt(settled.cents) * 10n ** BigInt(exponentOf(gross.currency))
  const under = BigInt(gross.cents) * 10n ** BigInt(exponentOf(settled.currency))
  return significant(over, under)
}

/** A positive fraction as decimal text with six significant digits. */
function significant(over: bigint, under: bigint): string {
  let places = DIGITS
  while (over * 10n ** BigInt(places) < under * 10n ** BigInt(DIGITS - 1)) places++
  while (places > 0 && over * 10n ** BigInt(places) >= under * 10n ** BigInt(DIGITS)) places--
  const nearest = (2n * over * 10n ** BigInt(places) + under) / (2n * under)
  const text = String(nearest).padStart(places + 1, "0")
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
}
