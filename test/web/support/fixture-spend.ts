import { microsOfUsd } from "#shared/money.ts"
import type { RaisedSpend, SpendAlert, SpendAlertKind } from "#shared/contract/spend-alerts.ts"
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

/** Who may not see costs is refused. */
const forbidden = (stage: Stage) =>
  stage.staffRole || ["owner", "admin"].includes(String(stage.memberRole))
    ? undefined
    : { status: 403, code: "forbidden", detail: "Your role may not do this; it takes organization owner." }

/** An alert as it stands today. */
export const alertOf = (told: Partial<SpendAlert> & Pick<SpendAlert, "alertId">): SpendAlert => ({
  name: null,
  project: null,
  kind: "day",
  amountMicros: 50_000_000,
  createdBy: { name: "Marta Kessler", isStaff: false },
  createdAt: NOW,
  period: told.kind === "month" ? NOW.slice(0, 7) : NOW.slice(0, 10),
  spentMicros: 3_890_000,
  limitMicros: told.kind === "unusual" ? null : 50_000_000,
  weeksKnown: null,
  raisedAt: null,
  lastRaisedAt: null,
  ...told,
})

/** What was raised of an alert in its running period. */
export const raisedOf = ({ alertId, name, project, kind, period, limitMicros }: SpendAlert): RaisedSpend => ({
  alertId,
  name,
  project,
  kind,
  period,
  spentMicros: (limitMicros ?? 0) + 120_000,
  limitMicros: limitMicros ?? 0,
  raisedAt: NOW,
})

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
  listSpendAlerts: (stage: Stage) =>
    forbidden(stage) ?? { ...stage.alerts, timeZone: "UTC", asOf: NOW, version: stage.versions["spend"] ?? 0 },
  createSpendAlert: (stage: Stage, input: Input) => {
    const { kind, name, project, amountUsd } = input
    const micros = amountUsd === undefined ? null : microsOfUsd(amountUsd)
    const alertId = stage.calls.at(-1)!.headers["idempotency-key"] as string
    stage.alerts.items.push(
      alertOf({
        alertId,
        kind: kind as SpendAlertKind,
        name: name ?? null,
        project: project ?? null,
        amountMicros: micros,
        limitMicros: micros,
        weeksKnown: kind === "unusual" ? 2 : null,
      }),
    )
    return { alertId }
  },
  deleteSpendAlert: (stage: Stage, { alertId }: Input) => {
    stage.alerts.items = stage.alerts.items.filter((one) => one.alertId !== alertId)
    return { alertId }
  },
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
