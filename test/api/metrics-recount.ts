import type * as z from "zod/mini"
import { expect } from "vitest"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"

/** One call as a test made it: what the recount counts, without any cube. */
export interface Call {
  id: string
  at: string
  org: string
  project: string | null
  apiKey: string | null
  user: string | null
  model: string | null
  inputTokens: number
  outputTokens: number
  cachedTokens: number
  inputMicros: number
  outputMicros: number
  cachedMicros: number
  discountMicros: number
  durationMs: number | null
  errorType: string | null
}
type Metrics = z.infer<typeof OrganizationMetrics>
type Figures = Omit<Metrics["totals"], "errorRate">

const sum = (calls: readonly Call[], of: (call: Call) => number): number =>
  calls.reduce((total, call) => total + of(call), 0)
const tokensOf = (call: Call): number => call.inputTokens + call.outputTokens + call.cachedTokens
const microsOf = (call: Call): number => call.inputMicros + call.outputMicros + call.cachedMicros - call.discountMicros

export const between = (calls: readonly Call[], from: string, to: string): Call[] =>
  calls.filter(({ at }) => at >= from && at < to)

/** Holds figures against the calls themselves: exact but for latencies, which may be 1 % off. */
export function expectFigures(told: Figures, calls: readonly Call[], { latency = true, cost = true } = {}): void {
  const { latency: toldLatency, errorRate: _, ...figures } = told as Figures & { errorRate?: unknown; start?: unknown }
  expect(figures).toMatchObject({
    requests: calls.length,
    errors: calls.filter(({ errorType }) => errorType !== null).length,
    tokens: {
      input: sum(calls, (call) => call.inputTokens),
      output: sum(calls, (call) => call.outputTokens),
      cached: sum(calls, (call) => call.cachedTokens),
      total: sum(calls, tokensOf),
    },
  })
  if (cost)
    expect(figures.cost).toEqual({
      inputMicros: sum(calls, (call) => call.inputMicros),
      outputMicros: sum(calls, (call) => call.outputMicros),
      cachedMicros: sum(calls, (call) => call.cachedMicros),
      discountMicros: sum(calls, (call) => call.discountMicros),
      totalMicros: sum(calls, microsOf),
    })
  if (!latency) return
  const took = calls.flatMap(({ durationMs }) => (durationMs === null ? [] : [durationMs])).sort((a, b) => a - b)
  if (took.length === 0) return expect(toldLatency).toBeNull()
  for (const [hundredths, value] of [
    [50, toldLatency!.p50Ms],
    [95, toldLatency!.p95Ms],
    [99, toldLatency!.p99Ms],
  ] as const) {
    const truth = took[Math.ceil((hundredths * took.length) / 100) - 1]!
    expect(Math.abs(value - truth)).toBeLessThanOrEqual(truth / 100)
  }
}

/** Holds a whole answer for an organization, or for one project, against its calls. */
export function expectRecount(answer: Metrics, told: readonly Call[], project?: string): void {
  const { from, to } = answer.window
  const calls = between(told, from, to).filter((call) => project === undefined || call.project === project)
  expectFigures(answer.totals, calls)
  for (const [at, point] of answer.points.entries())
    expectFigures(point, between(calls, point.start, answer.points[at + 1]?.start ?? to))
  expect(answer.totals.errorRate).toBe(
    calls.length === 0 ? null : calls.filter(({ errorType }) => errorType !== null).length / calls.length,
  )
  for (const [name, field] of [
    ["models", "model"],
    ["projects", "project"],
    ["keys", "apiKey"],
    ["users", "user"],
  ] as const) {
    if (project !== undefined && name === "projects") {
      expect(answer.top!.projects).toBeNull()
      continue
    }
    const { rows, rest, approximate } = answer.top![name]!
    expect(approximate).toBe(false)
    expect(rows).toHaveLength(Math.min(20, new Set(calls.map((call) => call[field])).size))
    // People are called by their names, and their rows by opaque ids.
    const saidOf = (row: (typeof rows)[number]) => (name === "users" ? row.label : row.name)
    for (const row of rows) {
      const its = calls.filter((call) => call[field] === saidOf(row))
      expect(row).toMatchObject(tallyOf(its))
      expect(row.share ?? 0).toBeCloseTo(sum(its, microsOf) / (sum(calls, microsOf) || 1), 12)
    }
    const costs = rows.map(({ costMicros }) => costMicros!)
    expect(costs).toEqual([...costs].sort((a, b) => b - a))
    const listed = new Set(rows.map(saidOf))
    expect(rest).toEqual(tallyOf(calls.filter((call) => !listed.has(call[field]))))
  }
  const errors = Map.groupBy(
    calls.filter(({ errorType }) => errorType !== null),
    ({ errorType }) => errorType,
  )
  expect(Object.fromEntries(answer.errorTypes!.rows.map(({ name, count }) => [name, count]))).toEqual(
    Object.fromEntries([...errors].map(([name, some]) => [name, some.length])),
  )
}

const tallyOf = (calls: readonly Call[]) => ({
  requests: calls.length,
  errors: calls.filter(({ errorType }) => errorType !== null).length,
  tokens: sum(calls, tokensOf),
  costMicros: sum(calls, microsOf),
})

const usd = (micros: number): string => (micros / 1e6).toFixed(6)

/** The event that tells of a call. */
export const eventOf = (call: Call) => ({
  specversion: "1.0",
  id: call.id,
  source: "test",
  type: "usage.recorded",
  time: call.at,
  data: {
    org: call.org,
    project: call.project,
    apiKey: call.apiKey,
    user: call.user,
    model: call.model,
    inputTokens: call.inputTokens,
    outputTokens: call.outputTokens,
    cachedTokens: call.cachedTokens,
    inputCostUsd: usd(call.inputMicros),
    outputCostUsd: usd(call.outputMicros),
    cachedCostUsd: usd(call.cachedMicros),
    discountUsd: usd(call.discountMicros),
    durationMs: call.durationMs,
    status: call.errorType === null ? "ok" : "error",
    ...(call.errorType === null ? {} : { errorType: call.errorType }),
  },
})
