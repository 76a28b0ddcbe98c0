import { WEEKS_MIN } from "#shared/usage/spend-verdict.ts"
import type { RaisedSpend, SpendAlert } from "../../data/spend-alerts.ts"
import { dayText, monthText } from "../../format.ts"
import { CENT_MICROS, costText } from "../metrics/amount-text.ts"

/** An amount in words; under a cent in full. */
export const usdText = (micros: number): string => costText(micros / CENT_MICROS)

/** What an alert watches: `more than $50.00 a day`. */
export function ruleWords({ kind, amountMicros }: Pick<SpendAlert, "kind" | "amountMicros">): string {
  return kind === "unusual" ? "an unusual day" : `more than ${usdText(amountMicros ?? 0)} a ${kind}`
}

/** What an alert is called, by its author or by what it watches. */
export const alertName = (alert: Pick<SpendAlert, "name" | "kind" | "amountMicros">): string => {
  const words = ruleWords(alert)
  return alert.name ?? words[0]!.toUpperCase() + words.slice(1)
}

/** Whose spend it is. */
export const ofWords = ({ project }: Pick<SpendAlert, "project">): string =>
  project === null ? "the whole organization" : `project ${project}`

/** The running period of an alert: `today`. */
export const nowWords = ({ kind }: Pick<SpendAlert, "kind">): string => (kind === "month" ? "this month" : "today")

/** How far what is unusual is learned. */
export const learningWords = ({ weeksKnown }: Pick<SpendAlert, "weeksKnown">): string =>
  `learning: ${weeksKnown ?? 0} of ${WEEKS_MIN} weeks`

/** A period that something was raised for: `20 Nov`, `November 2026`. */
export const periodWords = ({ kind, period }: Pick<RaisedSpend, "kind" | "period">, today: string): string =>
  kind === "month" ? monthText(period) : dayText(period, today)
