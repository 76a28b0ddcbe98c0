import type { MetricsTally, MetricsTop, OrganizationMetrics } from "#shared/contract/metrics.ts"

/** How many names stand there until all are asked for. */
export const FIRST = 8

/** One line of a ranked table; `rest` is everything that stands in no other. */
export interface TopRow extends MetricsTally {
  key: string
  name: string | null
  label: string | null
  isRest: boolean
  share: number | null
  previous?: MetricsTally | undefined
}

/** What a ranked table adds up by. */
export const measureOf = (tally: MetricsTally, by: OrganizationMetrics["rankedBy"]): number =>
  by === "cost" ? (tally.costMicros ?? 0) : tally.tokens

const sum = (one: MetricsTally, other: MetricsTally): MetricsTally => ({
  requests: one.requests + other.requests,
  errors: one.errors + other.errors,
  tokens: one.tokens + other.tokens,
  ...(one.costMicros === undefined ? {} : { costMicros: one.costMicros + (other.costMicros ?? 0) }),
})
const isNothing = ({ requests, errors, tokens, costMicros = 0 }: MetricsTally): boolean =>
  requests === 0 && errors === 0 && tokens === 0 && costMicros === 0

/** The rows that are shown and, last, what all others come to: together they are the total. */
export function topRows(top: MetricsTop, by: OrganizationMetrics["rankedBy"], all: boolean): TopRow[] {
  const shown = all ? top.rows : top.rows.slice(0, FIRST)
  const rest = top.rows.slice(shown.length).reduce<MetricsTally>(sum, top.rest)
  const whole = [...top.rows, top.rest].reduce((total, row) => total + measureOf(row, by), 0)
  const rows = shown.map((row) => ({
    ...row,
    ...(row.previous ? { previous: { ...row.previous } } : {}),
    key: row.name === null ? "unnamed" : `name ${row.name}`,
    isRest: false,
  }))
  if (isNothing(rest)) return rows
  const share = whole === 0 ? null : measureOf(rest, by) / whole
  return [...rows, { ...rest, key: "rest", name: null, label: null, isRest: true, share }]
}
