import { Refusal } from "./refusal.ts"

const WHOLE = "bif clp djf gnf jpy kmf krw mga pyg rwf uyi vnd vuv xaf xof xpf"
const THOUSANDTHS = "bhd iqd jod kwd lyd omr tnd"
const HUNDREDTHS = `
  aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd btn bwp byn bzd cad cdf chf cny cop crc cup
  cve czk dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gtq gyd hkd hnl htg huf idr ils inr irr isk jmd kes kgs
  khr kpw kyd kzt lak lbp lkr lrd lsl mad mdl mkd mmk mnt mop mru mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen
  pgk php pkr pln qar ron rsd rub sar sbd scr sdg sek sgd shp sle sll sos srd ssp stn svc syp szl thb tjs tmt top try ttd
  twd tzs uah ugx usd uyu uzs ves wst xcd xcg yer zar zmw zwg zwl`

const counted = (currencies: string, digits: number) =>
  currencies
    .trim()
    .split(/\s+/)
    .map((currency): [string, number] => [currency, digits])

/**
 * Digits after the point of each currency's smallest unit: ISO 4217, except that Stripe counts ISK and UGX by hundredths
 * although ISO gives them none, and MGA whole although ISO gives it two digits.
 */
const EXPONENTS = new Map([...counted(WHOLE, 0), ...counted(THOUSANDTHS, 3), ...counted(HUNDREDTHS, 2)])

/** True when the currency's smallest unit is known; codes are lower case. */
export const knowsCurrency = (currency: string): boolean => EXPONENTS.has(currency)

/** Digits after the point of a currency's smallest unit, as Stripe counts it. Refuses a currency it does not know rather than guess. */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS.get(currency)
  if (exponent === undefined)
    throw new Refusal("unprocessable", `The minor unit of ${currency.slice(0, 20)} is not known`)
  return exponent
}

/** An exact fraction; the denominator is above 0. */
export interface Fraction {
  over: bigint
  under: bigint
}

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?$/

/** Decimal text as an exact fraction, never through a float. Accepts a JSON number's text, exponents included. */
export function fractionOf(text: string): Fraction {
  const scientific = /^(-?[\d.]+)e([+-]?\d{1,2})$/i.exec(text)
  if (scientific) {
    const shift = Number(scientific[2])
    const { over, under } = fractionOf(scientific[1]!)
    const ten = 10n ** BigInt(Math.abs(shift))
    return shift < 0 ? { over, under: under * ten } : { over: over * ten, under }
  }
  const match = DECIMAL.exec(text)
  if (!match)
    throw new Refusal("invalid", `${JSON.stringify(text.slice(0, 40))} is not decimal text`, { wanted: "like 12.50" })
  const [, sign, whole, part = ""] = match
  const over = BigInt(`${whole}${part}`)
  return { over: sign === "-" ? -over : over, under: 10n ** BigInt(part.length) }
}

export const times = (one: Fraction, other: Fraction): Fraction => ({
  over: one.over * other.over,
  under: one.under * other.under,
})
export const plus = (one: Fraction, other: Fraction): Fraction => ({
  over: one.over * other.under + other.over * one.under,
  under: one.under * other.under,
})
export const whole = (value: number | bigint): Fraction => ({ over: BigInt(value), under: 1n })

/** Rounds half away from zero. Refuses what is too large to be counted exactly. */
export function rounded({ over, under }: Fraction): number {
  const size = over < 0n ? -over : over
  const nearest = Number((2n * size + under) / (2n * under))
  if (!Number.isSafeInteger(nearest)) throw new Refusal("invalid", "The amount is too large to be counted exactly")
  return over < 0n && nearest !== 0 ? -nearest : nearest
}

/** Minor units as decimal text in major units, never through a float: `-12.50`. */
export function decimalOf(minor: number, currency: string): string {
  const digits = exponentOf(currency)
  const size = String(Math.abs(minor)).padStart(digits + 1, "0")
  const text = digits === 0 ? size : `${size.slice(0, -digits)}.${size.slice(-digits)}`
  return minor < 0 ? `-${text}` : text
}

/** Decimal text in major units as minor units, never through a float; null where it is none, or finer than the currency counts. */
export function minorOf(text: string, currency: string): number | null {
  const match = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text)
  const digits = EXPONENTS.get(currency)
  if (!match || digits === undefined) return null
  const [, whole, part = ""] = match
  return part.length > digits ? null : Number(`${whole}${part.padEnd(digits, "0")}`)
}

/** Dollars as decimal text → integer micro-dollars; finer digits are rounded half away from zero. */
export const microsOfUsd = (text: string): number => rounded(times(fractionOf(text), whole(1_000_000)))

/** Minor units of one currency in minor units of another, at so many major units of `to` for one major unit of `from`; rounded once. */
export function converted(minor: number, from: string, to: string, rate: string): number {
  const scale: Fraction = { over: 10n ** BigInt(exponentOf(to)), under: 10n ** BigInt(exponentOf(from)) }
  return rounded(times(times(whole(minor), fractionOf(rate)), scale))
}

/** Integer micro-dollars as decimal text with six digits, never through a float: `0.004210`. */
export function usdOfMicros(micros: number): string {
  const size = String(Math.abs(micros)).padStart(7, "0")
  return `${micros < 0 ? "-" : ""}${size.slice(0, -6)}.${size.slice(-6)}`
}
