import type { MetricsChange, MetricsTally, MetricsTop, MetricsTotals } from "../contract/metrics.ts"
import { own } from "../named.ts"
import { quantiles, type Sketch } from "../sketch.ts"
import { type Dimension, UNKNOWN_NAME } from "./usage-dimension.ts"
import { costMicrosOf, sumsOfRow, tallyOf, tokensOf, type UsageSums, type UsageTally, zeroRow } from "./usage-sums.ts"

/** What a step or a window says of some sums; without costs for those who may not see them. */
export function figuresOf(sums: UsageSums, latency: Sketch, seesCost: boolean): Omit<MetricsTotals, "errorRate"> {
  return {
    requests: sums.requests,
    errors: sums.errors,
    tokens: {
      input: sums.inputTokens,
      output: sums.outputTokens,
      cached: sums.cachedTokens,
      total: tokensOf(sums),
    },
    ...(seesCost ? { cost: costOf(sums) } : {}),
    latency: latencyOf(latency),
  }
}

const costOf = (sums: UsageSums) => ({
  inputMicros: sums.inputCostMicros,
  outputMicros: sums.outputCostMicros,
  cachedMicros: sums.cachedCostMicros,
  discountMicros: sums.discountMicros,
  totalMicros: costMicrosOf(sums),
})

function latencyOf(sketch: Sketch): MetricsTotals["latency"] {
  const [p50Ms, p95Ms, p99Ms] = quantiles(sketch, [0.5, 0.95, 0.99]) ?? []
  return p50Ms === undefined ? null : { p50Ms, p95Ms: p95Ms!, p99Ms: p99Ms! }
}

export const totalsOf = (sums: UsageSums, latency: Sketch, seesCost: boolean): MetricsTotals => ({
  ...figuresOf(sums, latency, seesCost),
  errorRate: sums.requests === 0 ? null : sums.errors / sums.requests,
})

/** A figure against what it was before. */
export function changeOf(now: number | null | undefined, before: number | null | undefined): MetricsChange {
  const [is, was] = [now ?? null, before ?? null]
  const difference = is === null || was === null ? null : is - was
  return { before: was, difference, ratio: difference === null || was === 0 ? null : difference / was! }
}

export const changesOf = (now: MetricsTotals, before: MetricsTotals) => ({
  requests: changeOf(now.requests, before.requests),
  errorRate: changeOf(now.errorRate, before.errorRate),
  tokens: changeOf(now.tokens.total, before.tokens.total),
  ...(now.cost ? { costMicros: changeOf(now.cost.totalMicros, before.cost?.totalMicros) } : {}),
  p95Ms: changeOf(now.latency?.p95Ms, before.latency?.p95Ms),
})

const TOP_MAX = 20

const tallyOfRow = (row: readonly number[]): UsageTally =>
  row.length > 4
    ? tallyOf(sumsOfRow(row))
    : { requests: row[0]!, errors: row[1]!, tokens: row[2]!, costMicros: row[3]! }
const shownTally = ({ costMicros, ...tally }: UsageTally, seesCost: boolean): MetricsTally =>
  seesCost ? { ...tally, costMicros } : tally

/** The first names of a dimension, and what all others come to. */
export function topOf(
  dimension: Dimension,
  all: UsageSums,
  before: Dimension | undefined,
  seesCost: boolean,
): MetricsTop {
  const measureOf = (tally: UsageTally): number => (seesCost ? tally.costMicros : tally.tokens)
  const whole = tallyOf(all)
  const first = Object.entries(dimension.of)
    .map(([name, row]) => ({ name, tally: tallyOfRow(row) }))
    .sort(
      (one, other) =>
        measureOf(other.tally) - measureOf(one.tally) ||
        other.tally.requests - one.tally.requests ||
        (one.name < other.name ? -1 : 1),
    )
    .slice(0, TOP_MAX)
  const rest = first.reduce((left, { tally }) => less(left, tally), whole)
  return {
    rows: first.map(({ name, tally }) => ({
      name: name === UNKNOWN_NAME ? null : name,
      label: name === UNKNOWN_NAME ? null : name,
      ...shownTally(tally, seesCost),
      share: measureOf(whole) === 0 ? null : measureOf(tally) / measureOf(whole),
      ...(before ? { previous: shownTally(tallyOfRow(own(before.of, name) ?? zeroRow(4)), seesCost) } : {}),
    })),
    rest: shownTally(rest, seesCost),
    approximate: dimension.other !== null,
  }
}

const less = (one: UsageTally, other: UsageTally): UsageTally => ({
  requests: one.requests - other.requests,
  errors: one.errors - other.errors,
  tokens: one.tokens - other.tokens,
  costMicros: one.costMicros - other.costMicros,
})

/** The most frequent kinds of error. */
export function errorsOf({ of, other }: Dimension, errors: number) {
  const rows = Object.entries(of)
    .map(([name, [count]]) => ({ name, count: count! }))
    .sort((one, two) => two.count - one.count || (one.name < two.name ? -1 : 1))
    .slice(0, TOP_MAX)
  return { rows, rest: rows.reduce((left, { count }) => left - count, errors), approximate: other !== null }
}
