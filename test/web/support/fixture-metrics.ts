import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import { instant } from "#shared/time.ts"
import { chartOf } from "#shared/usage/metrics-chart.ts"
import { changesOf, errorsOf, topOf, totalsOf } from "#shared/usage/metrics-figures.ts"
import { namedWindow, windowBefore } from "#shared/usage/metrics-window.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { NOW } from "./fixture-answers.ts"

const CALLS = 600

/** What a page of metrics is shown: calls spread over the window, with a few models, projects, keys and people. */
export function metricsOf(asked: string | undefined, isEmpty: boolean, seesCost: boolean): OrganizationMetrics {
  const name = METRICS_WINDOWS.find((one) => one === asked) ?? "1d"
  const window = namedWindow(name, "UTC", NOW)
  const fromMs = Date.parse(window.from)
  const lengthMs = Date.parse(NOW) - fromMs
  const calls = Array.from({ length: isEmpty ? 0 : CALLS }, (_, nth) => ({
    id: `call_${nth}`,
    at: instant(fromMs + Math.floor(((nth * 7_919) % CALLS) * (lengthMs / CALLS))),
    body: {
      data: {
        model: ["large", "middle", "small"][nth % 3],
        project: ["site", "help"][nth % 2],
        apiKey: `key_${nth % 4}`,
        user: `u_${nth % 9}`,
        inputTokens: 900 + ((nth * 37) % 4_000),
        outputTokens: (nth * 53) % 900,
        inputCostUsd: (nth * 11) % 9_000,
        outputCostUsd: (nth * 13) % 7_000,
        durationMs: 200 + ((nth * nth) % 9_000),
        ...(nth % 40 === 0 ? { status: "error", errorType: "timeout" } : {}),
      },
    },
  }))
  const usage = usageOf(usageCube.fold(calls as never))
  const totals = totalsOf(usage.all, usage.latency, seesCost)
  const top = (dimension: "models" | "projects" | "keys" | "users") =>
    topOf(usage[dimension], usage.all, undefined, seesCost)
  return {
    window: { name, from: window.from, to: NOW, timeZone: "UTC", bucket: window.step },
    points: chartOf(window, [usage], seesCost),
    totals,
    rankedBy: seesCost ? "cost" : "tokens",
    top: { models: top("models"), projects: top("projects"), keys: top("keys"), users: top("users") },
    errorTypes: errorsOf(usage.errorTypes, usage.all.errors),
    previous: { ...windowBefore(window, NOW), totals, changes: changesOf(totals, totals) },
    historyBegins: isEmpty ? null : window.from.slice(0, 10),
    asOf: NOW,
    version: 1,
  }
}
