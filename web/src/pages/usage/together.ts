import { type Accessor, createEffect, createMemo, createSignal, onCleanup, untrack } from "solid-js"
import type { BoardSections } from "../../data/leaderboard.ts"

/** Whether the sections are of the same sessions: not all there yet, of different moments, or whether they add up. */
export type Agreement = "waiting" | "apart" | "agree" | "differ"

interface Moment {
  version: number
  start: string
  end: string
}

const MINUTE_CHARACTERS = "2026-11-20T14:02".length
const TRIES_MAX = 3
const AGAIN_MS = 1_000

const minuteOf = (at: string): string => at.slice(0, MINUTE_CHARACTERS)
const momentOf = ({ version, start, end }: Moment): string => `${version} ${minuteOf(start)} ${minuteOf(end)}`

/** Which of the answers are of an older moment than the newest. */
export function behind<Answer extends Moment>(answers: readonly Answer[]): Answer[] {
  const newest = answers.reduce<Answer | undefined>(
    (most, one) =>
      !most || one.version > most.version || (one.version === most.version && one.end > most.end) ? one : most,
    undefined,
  )
  return newest ? answers.filter((one) => momentOf(one) !== momentOf(newest)) : []
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Compares the totals of all sections with the summary's. */
export function agreementOf({ board, days, byUser, repos, prs }: BoardSections): Agreement {
  const told = [board.data(), days.data(), byUser.data(), repos.data(), prs.data()] as const
  const [whole, daily, people, repositories, pulls] = told
  if (!whole || !daily || !people || !repositories || !pulls) return "waiting"
  if (behind<Moment>([whole, daily, people, repositories, pulls]).length > 0) return "apart"
  const { totalSessions } = whole.summary
  const sums = [
    sum(daily.points.map(({ total }) => total)),
    sum(people.points.flatMap(({ counts }) => Object.values(counts))),
    sum(repositories.repos.map(({ sessions }) => sessions)),
  ]
  const isWhole = sums.every((one) => one === totalSessions) && told.every((one) => one?.reconciled)
  return isWhole ? "agree" : "differ"
}

/**
 * Asks sections again that are of an older moment than the newest, or all when they do not add up: one may have been read
 * just as a session came. After a few times it says how they stand.
 */
export function keepTogether(sections: BoardSections): Accessor<Agreement> {
  const all = [sections.board, sections.days, sections.byUser, sections.repos, sections.prs] as const
  const [tries, setTries] = createSignal(0)
  let timer: ReturnType<typeof setTimeout> | undefined
  const stands = createMemo(() => agreementOf(sections))
  const late = createMemo(() => {
    if (all.some((section) => section.loading() || section.changing())) return []
    if (stands() === "differ") return all
    const known = all.filter((section) => section.data() && !section.error())
    const old = new Set(behind<Moment>(known.map((section) => section.data()!)))
    return known.filter((section) => old.has(section.data()!))
  })
  createEffect(() => {
    const sectionsLate = late()
    clearTimeout(timer)
    if (stands() === "agree") setTries(0)
    if (sectionsLate.length === 0 || untrack(tries) >= TRIES_MAX) return
    timer = setTimeout(() => {
      setTries((before) => before + 1)
      for (const section of sectionsLate) section.refresh()
    }, AGAIN_MS * untrack(tries))
  })
  onCleanup(() => clearTimeout(timer))
  return () => (stands() === "differ" && tries() < TRIES_MAX ? "apart" : stands())
}
