import type * as z from "zod/mini"
import { type Board, type BoardByUser, type BoardDays, type BoardPrs, type BoardRepos } from "#shared/contract/board.ts"
import {
  hideMe,
  readBoard,
  readBoardByUser,
  readBoardDays,
  readBoardPrs,
  readBoardRepos,
  readOrganizationBoard,
  readOrganizationBoardByUser,
  readOrganizationBoardDays,
  readOrganizationBoardPrs,
  readOrganizationBoardRepos,
  switchBoard,
} from "#shared/contract/leaderboard.ts"
import { call } from "../api.ts"
import { type LiveQuery, liveQuery } from "../live-query.ts"

/** What a board is asked for. */
export type BoardQuestion = z.input<typeof readBoard.input>

/** The five sections of one board. Each is asked for, and can fail, alone. */
export interface BoardSections {
  board: LiveQuery<Board>
  days: LiveQuery<BoardDays>
  byUser: LiveQuery<BoardByUser>
  repos: LiveQuery<BoardRepos>
  prs: LiveQuery<BoardPrs>
}

/** The board of the whole platform, current while the page is open. */
export function livePlatformBoard(ask: () => BoardQuestion): BoardSections {
  const topics = ["usage"]
  return {
    board: liveQuery(readBoard, ask, { topics, key: "userId" }),
    days: liveQuery(readBoardDays, () => ofSessions(ask()), { topics, key: "day" }),
    byUser: liveQuery(readBoardByUser, () => ofSessions(ask()), { topics, key: "day" }),
    repos: liveQuery(readBoardRepos, () => ofSessions(ask()), { topics, key: "repo" }),
    prs: liveQuery(readBoardPrs, () => ofSessions(ask()), { topics }),
  }
}

/** The board of one organization, current while the page is open. */
export function liveOrganizationBoard(organizationId: string, ask: () => BoardQuestion): BoardSections {
  const topics = [`usage:${organizationId}`]
  const whole = () => ({ organizationId, ...ask() })
  const part = () => ({ organizationId, ...ofSessions(ask()) })
  return {
    board: liveQuery(readOrganizationBoard, whole, { topics, key: "userId" }),
    days: liveQuery(readOrganizationBoardDays, part, { topics, key: "day" }),
    byUser: liveQuery(readOrganizationBoardByUser, part, { topics, key: "day" }),
    repos: liveQuery(readOrganizationBoardRepos, part, { topics, key: "repo" }),
    prs: liveQuery(readOrganizationBoardPrs, part, { topics }),
  }
}

/** Rank and comparison change nothing but the board itself: the other sections are not asked again for them. */
const ofSessions = ({ days, window }: BoardQuestion): BoardQuestion => ({ days, window })

/** Hides the reader's own row on every board, or shows it again. */
export const hideOwnRow = (hidden: boolean) => call(hideMe, { hidden })

/** Switches an organization's board on or off. */
export const setBoard = (organizationId: string, on: boolean) => call(switchBoard, { organizationId, on })
