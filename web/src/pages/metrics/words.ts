import type { MetricsWindowName, OrganizationMetrics } from "#shared/contract/metrics.ts"
import { type Instant, msOf } from "#shared/time.ts"
import { momentText } from "../../format.ts"
import { ANY_TIME, timeText } from "../../time-asked.ts"
import { type Series, sumOf } from "../../ui/chart/series.ts"

/** A window's length in words, on its switch and in a sentence: `1 d`, `day`, `7 days`. */
export const WINDOW_WORDS: Record<MetricsWindowName, { text: string; words: string }> = {
  "1h": { text: "1 h", words: "hour" },
  "4h": { text: "4 h", words: "4 hours" },
  "12h": { text: "12 h", words: "12 hours" },
  "1d": { text: "1 d", words: "day" },
  "7d": { text: "7 d", words: "7 days" },
  "30d": { text: "30 d", words: "30 days" },
  "90d": { text: "90 d", words: "90 days" },
  "365d": { text: "365 d", words: "365 days" },
}

/** True where the window ends with the answer: its last step is not over. */
export const endsNow = ({ window, asOf }: Pick<OrganizationMetrics, "window" | "asOf">): boolean => window.to >= asOf

/** From when to when, in the organization's zone: `19 Nov, 14:30 to now`, `3 Nov, 08:00 – 18:00`. */
export function spanWords(told: Pick<OrganizationMetrics, "window" | "asOf">): string {
  const { window, asOf } = told
  return endsNow(told) ? `${momentText(msOf(window.from), window.timeZone, msOf(asOf))} to now` : stretch(window, told)
}

/** The same of the window before: `18 Nov, 14:30 – 19 Nov, 14:02`. */
export const beforeWords = (before: { from: Instant; to: Instant }, told: OrganizationMetrics): string =>
  stretch(before, told)

const stretch = (
  { from, to }: { from: Instant; to: Instant },
  { window, asOf }: Pick<OrganizationMetrics, "window" | "asOf">,
): string => timeText({ ...ANY_TIME, from, to }, window.timeZone, msOf(asOf))

/** The other side of a comparison, as a sentence says it: `the 7 days before`. */
export const theBefore = ({ name }: { name: MetricsWindowName | null }): string =>
  name === null ? "the stretch before" : `the ${WINDOW_WORDS[name].words} before`

/** How long a step of the chart is, as an adverb: `every 30 minutes`, `daily`. */
export function stepWords({ unit, count }: OrganizationMetrics["window"]["bucket"]): string {
  if (unit === "month") return "monthly"
  if (unit === "day") return count === 1 ? "daily" : count === 7 ? "weekly" : `every ${count} days`
  if (count === 1) return "every minute"
  if (count === 60) return "hourly"
  return count % 60 === 0 ? `every ${count / 60} hours` : `every ${count} minutes`
}

/** A project by its name with its id, or by its id alone where no name was told. */
export const projectText = (id: string, name: string | null): string => (name === null ? id : `${name} (${id})`)

/** What a chart over time draws, as a noun: `Requests, hourly`. */
export const stepsOf = (what: string, { window }: Pick<OrganizationMetrics, "window">): string =>
  `${what}, ${stepWords(window.bucket)}`

/** What each of a chart's series adds up to: `$1.20 input, $3.40 output`. */
export const sumsText = (series: readonly Series[], text: (sum: number) => string): string =>
  series.map(({ name, values }) => `${text(sumOf(values))} ${name}`).join(", ")
