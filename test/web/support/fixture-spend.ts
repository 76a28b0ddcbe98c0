import type { EndpointName } from "#shared/contract/contract.ts"
import type { SpendDimension } from "#shared/contract/spend.ts"
import { dayOf, daysFrom, firstOfMonth } from "#shared/time.ts"
import { customWindow, namedWindow, projectStep, stepStarts } from "#shared/usage/metrics-window.ts"
import { spendMonth } from "#shared/usage/spend-month.ts"
import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import { NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const NAMES: Record<SpendDimension, (string | null)[]> = {
  models: ["large", "middle", "small"],
  projects: ["site", "help", null],
}

/** What pages about cost are shown: three names over the window, and a month whose days cost more and more. */
export const spendAnswers = {
  readSpendCourse: (_: Stage, asked: Input) => {
    const name = METRICS_WINDOWS.find((one) => one === asked["window"]) ?? "1d"
    const window =
      asked["from"] && asked["to"]
        ? customWindow(asked["from"], asked["to"], "UTC", NOW)
        : namedWindow(name, "UTC", NOW)
    const bucket = projectStep(window.step)
    const starts = stepStarts({ ...window, step: bucket })
    return {
      window: { name: window.name, from: window.from, to: window.to, timeZone: "UTC", bucket },
      names: NAMES[asked["by"] as SpendDimension],
      points: starts.map((start, at) => ({
        start,
        partial: at === starts.length - 1,
        costsMicros: [40_000 + ((at * 7_919) % 60_000), 20_000 + ((at * 5_413) % 30_000), (at * 3_331) % 20_000],
        restMicros: (at % 5) * 2_000,
      })),
      asOf: NOW,
      version: 1,
    }
  },
  readSpendMonth: (stage: Stage, { project }: Input) => {
    const today = dayOf(NOW)
    const first = firstOfMonth(today)
    const days = daysFrom(first, today).map((day, at) => ({
      day,
      costMicros: stage.empty ? 0 : (project ? 1 : 2) * (900_000 + at * 50_000 + ((at * 7_919) % 500_000)),
    }))
    return {
      month: first.slice(0, 7),
      timeZone: "UTC",
      days,
      ...spendMonth(days, today, "2026-03-04"),
      historyBegins: stage.empty ? null : "2026-03-04",
      asOf: NOW,
      version: 1,
    }
  },
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
