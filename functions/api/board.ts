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
import { machineNow } from "../runtime/clock.ts"
import { audited } from "../table/audit-entry.ts"
import { boardSwitch, hideWrites, isBoardOn } from "../table/board.ts"
import type { Ground } from "../table/ground.ts"
import { answerBoard, answerByUser, answerDays, answerPrs, answerRepos } from "./board-answer.ts"
import { minesOf } from "./board-mine.ts"
import { noteOf } from "./note.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

export const boardRoutes = (ground: Ground) => [
  route(ground, readBoard, (input, { caller }) => answerBoard(ground, input, caller)),
  route(ground, readBoardDays, (input, { caller }) => answerDays(ground, input, caller)),
  route(ground, readBoardByUser, (input, { caller }) => answerByUser(ground, input, caller)),
  route(ground, readBoardRepos, (input, { caller }) => answerRepos(ground, input, caller)),
  route(ground, readBoardPrs, (input, { caller }) => answerPrs(ground, input, caller)),
  route(ground, readOrganizationBoard, (input, { caller }) => answerBoard(ground, input, caller)),
  route(ground, readOrganizationBoardDays, (input, { caller }) => answerDays(ground, input, caller)),
  route(ground, readOrganizationBoardByUser, (input, { caller }) => answerByUser(ground, input, caller)),
  route(ground, readOrganizationBoardRepos, (input, { caller }) => answerRepos(ground, input, caller)),
  route(ground, readOrganizationBoardPrs, (input, { caller }) => answerPrs(ground, input, caller)),

  route(ground, hideMe, async ({ hidden }, { caller }) => {
    const note = noteOf(
      caller,
      hidden ? "board.hidden" : "board.shown",
      { kind: "person", id: caller.personId },
      machineNow(),
    )
    const mine = [...(await minesOf(ground.db, caller))]
    await audited(ground.db, note, hideWrites(mine, hidden))
    return { hidden }
  }),

  route(ground, switchBoard, async ({ organizationId, on }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    const before = await isBoardOn(ground.db, organizationId)
    if (before === on) return { on }
    const note = noteOf(
      caller,
      on ? "board.switchedOn" : "board.switchedOff",
      { kind: "organization", id: organizationId },
      machineNow(),
      { scope: organizationId, before: { on: before }, after: { on } },
    )
    await audited(ground.db, note, [boardSwitch(organizationId, on)])
    return { on }
  }),
]
