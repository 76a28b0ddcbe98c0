import { BOARD_DAYS, RANK_MEASURES, type RankMeasure } from "#shared/contract/board.ts"
import type { BoardQuestion } from "../../data/leaderboard.ts"

/** What stands in the address when nothing does. */
export const USUAL = {
  days: "30",
  window: "calendar",
  compare: "previous",
  rank: "sessions",
  sort: "",
  order: "",
  show: "",
  split: "person",
}
export type Field = keyof typeof USUAL

/** What the address asks for; what it says wrongly is as if unsaid. */
export interface Asked {
  days: (typeof BOARD_DAYS)[number]
  window: "calendar" | "rolling"
  compares: boolean
  rank: RankMeasure
}

export function askedBy(field: (name: Field) => string): Asked {
  return {
    days: BOARD_DAYS.find((days) => days === field("days")) ?? "30",
    window: field("window") === "rolling" ? "rolling" : "calendar",
    compares: field("compare") !== "off",
    rank: RANK_MEASURES.find((measure) => measure === field("rank")) ?? "sessions",
  }
}

/** The same as the API is asked; what is usual is not said, so that the answer is known from before. */
export const questionOf = ({ days, window, compares, rank }: Asked): BoardQuestion => ({
  days,
  ...(window === "calendar" ? {} : { window }),
  ...(rank === "sessions" ? {} : { rank }),
  ...(compares ? { compare: "previous" as const } : {}),
})

/** The next longer range, when there is one. */
export const widerThan = (days: Asked["days"]): Asked["days"] | undefined => BOARD_DAYS[BOARD_DAYS.indexOf(days) + 1]
