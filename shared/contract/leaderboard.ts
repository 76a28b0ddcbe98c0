import * as z from "zod/mini"
import { Board, BoardByUser, BoardDays, BoardPrs, BoardRepos, boardAsked } from "./board.ts"
import { endpoint, MEMBERS, STAFF, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"

const ofAll = { who: staff.any, input: z.object(boardAsked) }
const ofOne = { who: { staff: STAFF, members: MEMBERS }, input: z.object({ organizationId: PathId, ...boardAsked }) }
const everybody = { method: "GET", shows: ["personal", "money"], ...ofAll } as const
const organization = { method: "GET", shows: ["personal", "money"], ...ofOne } as const

export const readBoard = endpoint({
  ...everybody,
  path: "/api/leaderboard",
  summary: "Who ran how many agent sessions, of the whole platform: totals and a ranked row for each person.",
  output: Board,
})
export const readBoardDays = endpoint({
  ...everybody,
  path: "/api/leaderboard/timeseries",
  summary: "Sessions of the platform by day and status, zero-filled.",
  output: BoardDays,
})
export const readBoardByUser = endpoint({
  ...everybody,
  path: "/api/leaderboard/timeseries/by-user",
  summary: "Sessions of the platform by day of the eight busiest people, the others and who was not named.",
  output: BoardByUser,
})
export const readBoardRepos = endpoint({
  ...everybody,
  path: "/api/leaderboard/repos",
  summary: "Sessions of the platform by repository.",
  output: BoardRepos,
})
export const readBoardPrs = endpoint({
  ...everybody,
  path: "/api/leaderboard/prs",
  summary: "What became of the pull requests of the platform's sessions, and what they cost.",
  output: BoardPrs,
})

export const readOrganizationBoard = endpoint({
  ...organization,
  path: "/api/organizations/{organizationId}/leaderboard",
  summary: "Who ran how many agent sessions in one organization: totals and a ranked row for each person.",
  output: Board,
})
export const readOrganizationBoardDays = endpoint({
  ...organization,
  path: "/api/organizations/{organizationId}/leaderboard/timeseries",
  summary: "Sessions of one organization by day and status, zero-filled.",
  output: BoardDays,
})
export const readOrganizationBoardByUser = endpoint({
  ...organization,
  path: "/api/organizations/{organizationId}/leaderboard/timeseries/by-user",
  summary: "Sessions of one organization by day of the eight busiest people, the others and who was not named.",
  output: BoardByUser,
})
export const readOrganizationBoardRepos = endpoint({
  ...organization,
  path: "/api/organizations/{organizationId}/leaderboard/repos",
  summary: "Sessions of one organization by repository.",
  output: BoardRepos,
})
export const readOrganizationBoardPrs = endpoint({
  ...organization,
  path: "/api/organizations/{organizationId}/leaderboard/prs",
  summary: "What became of the pull requests of one organization's sessions, and what they cost.",
  output: BoardPrs,
})

/** Whether the caller's name stands on boards. Who hides stays in the totals. */
export const hideMe = endpoint({
  method: "PUT",
  path: "/api/me/board",
  who: { staff: [], members: [], anyone: true },
  shows: [],
  summary: "Hides the caller's own row on every board, or shows it again; the totals stay as they are. Audited.",
  input: z.object({ hidden: z.boolean() }),
  output: z.object({ hidden: z.boolean() }),
})

/** A board that is off answers nobody but staff; what is counted goes on being counted. */
export const switchBoard = endpoint({
  method: "PUT",
  path: "/api/organizations/{organizationId}/board",
  who: { staff: ["admin"], members: ["owner", "admin"] },
  shows: [],
  summary: "Switches one organization's board on or off. Audited.",
  input: z.object({ organizationId: PathId, on: z.boolean() }),
  output: z.object({ on: z.boolean() }),
})
