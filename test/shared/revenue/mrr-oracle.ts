/**
 * MRR worked a second way, to hold the first against: every amount as a whole number of units so small
 * that nothing ever needs a fraction until the one rounding at the end.
 */
interface Line {
  decimal: string
  interval: "day" | "week" | "month" | "year"
  count: number
}
type Off = { percent?: number; amount?: number }

/** Parts of a cent: enough for four digits and five percentages of two digits, one after another. */
const FINE = 10n ** 24n

function spread(parts: readonly bigint[], off: bigint): bigint[] {
  const total = parts.reduce((sum, part) => sum + part, 0n)
  if (total === 0n) return [...parts]
  if (off * FINE >= total) return parts.map(() => 0n)
  const shares = parts.map((part) => (off * part) / total)
  const leftOver = Number(off - shares.reduce((sum, share) => sum + share, 0n))
  const byRemainder = parts
    .map((part, index) => ({ index, remainder: (off * part) % total }))
    .sort((one, other) =>
      other.remainder > one.remainder ? 1 : other.remainder < one.remainder ? -1 : one.index - other.index,
    )
  for (const { index } of byRemainder.slice(0, leftOver)) shares[index] = shares[index]! + 1n
  return parts.map((part, index) => part - shares[index]! * FINE)
}

function lowered(parts: readonly bigint[], { percent, amount }: Off): bigint[] {
  if (percent !== undefined) return parts.map((part) => (part * BigInt(10_000 - Math.round(percent * 100))) / 10_000n)
  const left = spread(parts, BigInt(amount!))
  return left.map((part) => (part < 0n ? 0n : part))
}

/** Cents a month of each line. */
export function oracleOf(lines: readonly (readonly [Line, number, readonly Off[]])[], own: readonly Off[]): number[] {
  const bases = lines.map(([{ decimal }, quantity, offs]) => {
    const [cents, part] = decimal.split(".") as [string, string]
    const base = BigInt(cents + part) * (FINE / 10_000n) * BigInt(quantity)
    return offs.reduce<bigint[]>(lowered, [base])[0]!
  })
  return own.reduce<bigint[]>(lowered, bases).map((fine, index) => {
    const [{ interval, count }] = lines[index]!
    const [over, under] = { day: [365n, 12n], week: [52n, 12n], month: [1n, 1n], year: [1n, 12n] }[interval] as [
      bigint,
      bigint,
    ]
    const [numerator, denominator] = [fine * over, FINE * under * BigInt(count)]
    return Number((2n * numerator + denominator) / (2n * denominator))
  })
}
