import type { MetricsTop, OrganizationMetrics } from "#shared/contract/metrics.ts"
import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import { instant } from "#shared/time.ts"
import { chartOf } from "#shared/usage/metrics-chart.ts"
import { changesOf, errorsOf, topOf, totalsOf } from "#shared/usage/metrics-figures.ts"
import { customWindow, namedWindow, windowBefore } from "#shared/usage/metrics-window.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { NOW } from "./fixture-answers.ts"

const CALLS = 600
/** What one project is called; the other was told without a name. */
const NAMES: Record<string, string> = { site: "Website" }

/** What a page of metrics is shown: calls spread over the window, with a few models, projects, keys and people. */
export function metricsOf(
  asked: Record<string, string | undefined>,
  isEmpty: boolean,
  seesCost: boolean,
): OrganizationMetrics {
  const name = METRICS_WINDOWS.find((one) => one === asked["window"]) ?? "1d"
  const window =
    asked["from"] && asked["to"] ? customWindow(asked["from"], asked["to"], "UTC", NOW) : namedWindow(name, "UTC", NOW)
  const fromMs = Date.parse(window.from)
  const lengthMs = Date.parse(window.to) - fromMs
  const calls = Array.from({ length: isEmpty ? 0 : CALLS }, (_, nth) => ({
    id: `call_${nth}`,
    at: instant(fromMs + Math.floor(((nth * 7_919) % CALLS) * (lengthMs / CALLS))),
    body: {
      data: {
        model: ["large", "middle", "small"][nth % 3],
        project: ["site", "help"][nth % 2],
        apiKey: `key_${nth % 4}`,
        user: nth % 13 === 0 ? undefined : `u_${nth % 11}`,
        inputTokens: 900 + ((nth * 37) % 4_000),
        outputTokens: (nth * 53) % 900,
        inputCostUsd: (nth * 11) % 9_000,
        outputCostUsd: (nth * 13) % 7_000,
        durationMs: 200 + ((nth * nth) % 9_000),
        ...(nth % 40 === 0 ? { status: "error", errorType: "timeout" } : {}),
      },
    },
  }))
  const project = asked["project"]
  const theirs = calls.filter(({ body }) => !project || body.data.project === project)
  const usageOfCalls = (some: typeof calls) => usageOf(usageCube.fold(some as never))
  const usage = usageOfCalls(theirs)
  const earlier = usageOfCalls(theirs.filter((_, nth) => nth % 5 !== 2 && nth % 9 !== 0))
  const totalsOfUsage = ({ all, latency }: typeof usage) => totalsOf(all, latency, seesCost)
  const [totals, before] = [totalsOfUsage(usage), totalsOfUsage(earlier)]
  const top = (dimension: "models" | "projects" | "keys" | "users") =>
    topOf(usage[dimension], usage.all, asked["compare"] ? earlier[dimension] : undefined, seesCost)
  const called = (of: MetricsTop): MetricsTop => ({
    ...of,
    rows: of.rows.map((row) => ({ ...row, label: row.name && (NAMES[row.name] ?? row.name) })),
  })
  return {
    window: { name: window.name, from: window.from, to: window.to, timeZone: "UTC", bucket: window.step },
    projectName: (project && NAMES[project]) || null,
    points: chartOf(window, [usage], seesCost),
    totals,
    rankedBy: seesCost ? "cost" : "tokens",
    top: {
      models: top("models"),
      projects: project ? null : called(top("projects")),
      keys: top("keys"),
      users: top("users"),
    },
    errorTypes: errorsOf(usage.errorTypes, usage.all.errors),
    previous: asked["compare"]
      ? { ...windowBefore(window, NOW), totals: before, changes: changesOf(totals, before) }
      : null,
    historyBegins: isEmpty ? null : window.from.slice(0, 10),
    asOf: NOW,
    version: 1,
  }
}
