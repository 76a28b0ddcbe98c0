import type { EndpointName } from "#shared/contract/contract.ts"
import { boardWindow } from "#shared/usage/board-window.ts"
import {
  boardByUser,
  boardDays,
  boardPrs,
  boardRepos,
  boardSummary,
  hiddenPeople,
} from "#shared/usage/board-figures.ts"
import { sessionCube } from "#shared/usage/session-cube.ts"
import { NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"
import { boardEntries } from "./fixture-logs.ts"

const hidden = new Set<string>()
const sessions = sessionCube.empty

/** A board that nobody has sent a session to. */
function emptyBoard({ days = "30", window: kind = "calendar" }: Input) {
  const asked = { days: Number(days), window: kind as "calendar" }
  const window = boardWindow(asked, NOW, "UTC")
  const span = {
    ...asked,
    start: window.from,
    end: window.to,
    timeZone: "UTC",
    reconciled: true,
    version: 1,
    asOf: NOW,
  }
  return { span, window }
}
const running = () => false
const board = (input: Input) => ({
  ...emptyBoard(input).span,
  rank: "sessions",
  summary: boardSummary(sessions),
  entries: [],
  hidden: hiddenPeople(sessions, hidden),
  on: true,
  historyBegins: null,
  outdated: false,
})
const days = (input: Input) => {
  const { span, window } = emptyBoard(input)
  return { ...span, points: boardDays(sessions, window.days, running) }
}
const byUser = (input: Input) => {
  const { span, window } = emptyBoard(input)
  return { ...span, ...boardByUser(sessions, window.days, { hidden, nameOf: (id) => id, running }) }
}
const repos = (input: Input) => ({ ...emptyBoard(input).span, ...boardRepos(sessions) })
const prs = (input: Input) => ({ ...emptyBoard(input).span, ...boardPrs(sessions, NOW) })

/** What the endpoints of boards answer on a stage. */
export const boardAnswers = {
  readBoard: (stage, input) => ({ ...board(input), entries: stage.empty ? [] : boardEntries() }),
  readBoardDays: (_, input) => days(input),
  readBoardByUser: (_, input) => byUser(input),
  readBoardRepos: (_, input) => repos(input),
  readBoardPrs: (_, input) => prs(input),
  readOrganizationBoard: (_, input) => board(input),
  readOrganizationBoardDays: (_, input) => days(input),
  readOrganizationBoardByUser: (_, input) => byUser(input),
  readOrganizationBoardRepos: (_, input) => repos(input),
  readOrganizationBoardPrs: (_, input) => prs(input),
  switchBoard: (_, { body }) => ({ on: body?.["on"] }),
  hideMe: (_, { body }) => ({ hidden: body?.["hidden"] }),
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
