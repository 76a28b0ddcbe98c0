/** What model calls add up to. Costs are integer micro-dollars; the total is input + output + cached − discount. */
export interface UsageSums {
  requests: number
  errors: number
  inputTokens: number
  outputTokens: number
  cachedTokens: number
  inputCostMicros: number
  outputCostMicros: number
  cachedCostMicros: number
  discountMicros: number
}

/** The same as a row of numbers, in this order: what cubes hold and add up. */
export const SUM_FIELDS = [
  "requests",
  "errors",
  "inputTokens",
  "outputTokens",
  "cachedTokens",
  "inputCostMicros",
  "outputCostMicros",
  "cachedCostMicros",
  "discountMicros",
] as const satisfies (keyof UsageSums)[]

/** What is kept of a key or a person, who are many: totals alone. */
export interface UsageTally {
  requests: number
  errors: number
  tokens: number
  costMicros: number
}
export const TALLY_FIELDS = ["requests", "errors", "tokens", "costMicros"] as const satisfies (keyof UsageTally)[]

export const zeroRow = (fields: number): number[] => Array.from({ length: fields }, () => 0)

/** Adds one row of sums to another; written out, because every call comes by here. */
export function addSums(into: number[], from: readonly number[]): void {
  into[0]! += from[0]!
  into[1]! += from[1]!
  into[2]! += from[2]!
  into[3]! += from[3]!
  into[4]! += from[4]!
  into[5]! += from[5]!
  into[6]! += from[6]!
  into[7]! += from[7]!
  into[8]! += from[8]!
}

export function addRow(into: number[], from: readonly number[]): void {
  for (let field = 0; field < into.length; field++) into[field]! += from[field] ?? 0
}

/** Written out by name: every fold and merge of a call comes by here. */
export const sumsOfRow = (row: readonly number[]): UsageSums => ({
  requests: row[0] ?? 0,
  errors: row[1] ?? 0,
  inputTokens: row[2] ?? 0,
  outputTokens: row[3] ?? 0,
  cachedTokens: row[4] ?? 0,
  inputCostMicros: row[5] ?? 0,
  outputCostMicros: row[6] ?? 0,
  cachedCostMicros: row[7] ?? 0,
  discountMicros: row[8] ?? 0,
})
export const rowOfSums = (sums: UsageSums): number[] => [
  sums.requests,
  sums.errors,
  sums.inputTokens,
  sums.outputTokens,
  sums.cachedTokens,
  sums.inputCostMicros,
  sums.outputCostMicros,
  sums.cachedCostMicros,
  sums.discountMicros,
]

export const tokensOf = ({ inputTokens, outputTokens, cachedTokens }: UsageSums): number =>
  inputTokens + outputTokens + cachedTokens
export const costMicrosOf = (sums: UsageSums): number =>
  sums.inputCostMicros + sums.outputCostMicros + sums.cachedCostMicros - sums.discountMicros

export const tallyOf = (sums: UsageSums): UsageTally => ({
  requests: sums.requests,
  errors: sums.errors,
  tokens: tokensOf(sums),
  costMicros: costMicrosOf(sums),
})

const number = (value: unknown): number => (typeof value === "number" ? value : 0)
const isFailure = (status: unknown): boolean =>
  status === "error" || status === "failed" || (typeof status === "number" && status >= 400)

/** The kind of error of a call as it was told, or its status; undefined of a call that did not fail. */
export function errorTypeOf({ status, errorType }: Record<string, unknown>): string | undefined {
  if (errorType) return String(errorType)
  return isFailure(status) ? String(status) : undefined
}

/** What one call adds, as a row of sums; `failures` is how often it failed. */
export const rowOfCall = (call: Record<string, unknown>, failures: 0 | 1): number[] => [
  1,
  failures,
  number(call["inputTokens"]),
  number(call["outputTokens"]),
  number(call["cachedTokens"]),
  number(call["inputCostUsd"]),
  number(call["outputCostUsd"]),
  number(call["cachedCostUsd"]),
  number(call["discountUsd"]),
]

/** What one call adds. */
export const sumsOfCall = (call: Record<string, unknown>): UsageSums =>
  sumsOfRow(rowOfCall(call, errorTypeOf(call) === undefined ? 0 : 1))
