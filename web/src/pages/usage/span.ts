import type { Board } from "#shared/contract/board.ts"
import { type Day, dayOf, type Instant, msOf } from "#shared/time.ts"
import { clockText, dayText } from "../../format.ts"
import type { Asked } from "./asked.ts"

type Span = Pick<Board, "start" | "end" | "timeZone" | "window">

/** The day on which a stretch ends: its end is the first moment that is not in it. */
const lastDayOf = ({ end, timeZone }: Span): Day => dayOf(new Date(msOf(end) - 1).toISOString(), timeZone)

/** What a window is, in words: `22 Oct to today`, `21 Oct, 14:02 to 20 Nov, 14:02`. */
export function spanWords(span: Span): string {
  const near = lastDayOf(span)
  const first = dayText(dayOf(span.start, span.timeZone), near)
  if (span.window === "calendar") return `${first} to today`
  return `${first}, ${clockText(msOf(span.start), span.timeZone)} to ${momentWords(span.end, span.timeZone, near)}`
}

/** The same of the window before, with the moment it is cut at: `22 Sep to 21 Oct, 14:02`. */
export function beforeWords(board: Board): string {
  const { start, end } = board.previous!
  const near = lastDayOf(board)
  const first = dayText(dayOf(start, board.timeZone), near)
  const from = board.window === "calendar" ? first : `${first}, ${clockText(msOf(start), board.timeZone)}`
  return `${from} to ${momentWords(end, board.timeZone, near)}`
}

const momentWords = (at: Instant, zone: string, near: Day): string =>
  `${dayText(dayOf(at, zone), near)}, ${clockText(msOf(at), zone)}`

/** The other side of a comparison, as a sentence says it: `the 30 days before`. */
export const theBefore = ({ days }: { days: number }): string => `the ${days} days before`

/** The range in words: `last 30 days`, `last 30 × 24 hours`. */
export const rangeWords = ({ days, window }: Pick<Asked, "days" | "window">): string =>
  window === "rolling" ? `last ${days} × 24 hours` : `last ${days} days`
