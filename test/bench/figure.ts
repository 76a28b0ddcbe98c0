/** One measured figure. `bar` is what quality.md asks; ratios are against something measured in the same run. */
export interface Figure {
  what: string
  value: number
  unit: string
  /** What it is measured against, and the bar, in words. */
  against?: string
  bar?: string
  held?: boolean
}

export const percentile = (values: readonly number[], part: number): number => {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}

/** How long each of so many calls took, in milliseconds, with so many under way at once. */
export async function timed(calls: number, atOnce: number, call: (nth: number) => Promise<unknown>): Promise<number[]> {
  const took: number[] = []
  let nth = 0
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (nth < calls) {
        const mine = nth++
        const from = performance.now()
        await call(mine)
        took.push(performance.now() - from)
      }
    }),
  )
  return took
}

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits))
