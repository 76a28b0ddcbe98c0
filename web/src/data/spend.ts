import type * as z from "zod/mini"
import { readSpendCourse, readSpendMonth, type SpendCourse, type SpendMonth } from "#shared/contract/spend.ts"
import { type LiveQuery, liveQuery } from "../live-query.ts"

const AGAIN_MS = 10_000
const MONTH_AGAIN_MS = 60_000

/** What cost by name is asked for. */
export type CourseQuestion = Omit<z.input<typeof readSpendCourse.input>, "organizationId">

/** What an organization's calls cost by model or project, step by step; asked only while there is a question. */
export const liveSpendCourse = (
  organizationId: string,
  ask: () => CourseQuestion | undefined,
): LiveQuery<SpendCourse> => {
  const input = () => {
    const question = ask()
    return question && { organizationId, ...question }
  }
  return liveQuery(readSpendCourse, input, {
    topics: [`organization:${organizationId}`],
    key: "start",
    again: ({ window, asOf }) => (window.to < asOf ? undefined : AGAIN_MS),
  })
}

/** What an organization's running month has cost, current while the page is open. */
export const liveSpendMonth = (organizationId: string, ask: () => { project?: string }): LiveQuery<SpendMonth> =>
  liveQuery(readSpendMonth, () => ({ organizationId, ...ask() }), {
    topics: [`organization:${organizationId}`],
    key: "day",
    again: () => MONTH_AGAIN_MS,
  })
