import { METRICS_WINDOWS, type MetricsWindowName } from "#shared/contract/metrics.ts"
import { DAY_MS, type Instant, instant } from "#shared/time.ts"
import type { MetricsQuestion } from "../../data/metrics.ts"

/** What stands in the address when nothing does. */
export const USUAL = { window: "1d", from: "", to: "", project: "", compare: "previous", top: "" }
type Field = keyof typeof USUAL

/** What the address asks for; what it says wrongly is as if unsaid. */
export interface Asked {
  /** A window that ends now, or a stretch between two instants. */
  window: MetricsWindowName | { from: Instant; to: Instant }
  project: string | undefined
  compares: boolean
}

export function askedBy(field: (name: Field) => string): Asked {
  const [from, to] = [instantOf(field("from")), instantOf(field("to"))]
  return {
    window: from && to && from < to ? { from, to } : (METRICS_WINDOWS.find((name) => name === field("window")) ?? "1d"),
    project: field("project") || undefined,
    compares: field("compare") !== "off",
  }
}

function instantOf(text: string): Instant | undefined {
  const ms = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? undefined : instant(ms)
}

/** The same as the API is asked. */
export const questionOf = ({ window, project, compares }: Asked): MetricsQuestion => ({
  ...(typeof window === "string" ? { window } : window),
  ...(project === undefined ? {} : { project }),
  ...(compares ? { compare: "previous" as const } : {}),
})

/** The next longer window, when there is one. */
export const widerThan = (window: Asked["window"]): MetricsWindowName | undefined =>
  typeof window === "string" ? METRICS_WINDOWS[METRICS_WINDOWS.indexOf(window) + 1] : undefined

/** What the API answers at most. */
const DAYS_MAX = 800

/** What is wrong with two times on the organization's wall, in words; undefined when nothing is. */
export function wrongWith(from: string, to: string, nowWall: string): string | undefined {
  if (!from || !to) return "Both times are needed."
  if (from >= to) return "The end comes after the start."
  if (from >= nowWall) return "The start is over already: it is before now."
  const days = (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / DAY_MS
  return days > DAYS_MAX ? `At most ${DAYS_MAX} days.` : undefined
}
