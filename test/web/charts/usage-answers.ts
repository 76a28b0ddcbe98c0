import type * as z from "zod/mini"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import * as board from "#shared/contract/board.ts"
import * as leaderboard from "#shared/contract/leaderboard.ts"
import { readOrganization } from "#shared/contract/organizations.ts"
import { type Answers, answersOf, NOW, PEOPLE, type Team } from "./usage-fixture.ts"

/** What a test reads and turns while the page is open. */
export interface UsageStage {
  /** Every call, as `GET /api/…`. */
  calls: string[]
  /** Paths that end so are refused with this. */
  failing: Record<string, { status: number; code: string; detail: string }>
  /** The sections that are of the version before, and for how many more answers. */
  late: Record<string, number>
  version: number
  seed: number
  hidden: boolean
  off: boolean
}

const many = Array.from({ length: 3_000 }, (_, at) => `person-${String((at * 7_919) % 3_000).padStart(4, "0")}`)
const LONG = `${"a-very-long-login-".repeat(6)}end`

/** Who is on the board, by the word in the address. */
const TEAMS: Record<string, Partial<Team>> = {
  usual: { people: PEOPLE, pace: 1.6, you: "lena.b" },
  below: { people: PEOPLE, pace: 1.6, you: "dmitri" },
  one: { people: ["mina.park"], pace: 0.8, unknown: false },
  many: { people: many, pace: 2.2, you: "person-0042" },
  hidden: { people: PEOPLE, pace: 1.6, you: "lena.b", hidden: ["colette", "yuki"] },
  unknown: { people: [], pace: 0.5 },
  none: { people: [], pace: 0, unknown: false },
  long: {
    people: [LONG, "名前がとても長い人", "=cmd|' /C calc'!A0", 'quote "d", comma', "a"],
    pace: 1.4,
    repos: [`${"deeply/nested/".repeat(8)}repository`, "b", "c"],
  },
  never: { people: [], pace: 0, unknown: false },
  free: { people: PEOPLE.slice(0, 3), pace: 1, costMicrosMax: 1 },
  cents: { people: PEOPLE.slice(0, 3), pace: 1, costMicrosMax: 90 },
}

const SECTION: Record<string, keyof Answers> = {
  "": "board",
  "/timeseries": "days",
  "/timeseries/by-user": "byUser",
  "/repos": "repos",
  "/prs": "prs",
}
const OUTPUT = {
  board: board.Board,
  days: board.BoardDays,
  byUser: board.BoardByUser,
  repos: board.BoardRepos,
  prs: board.BoardPrs,
} satisfies Record<keyof Answers, z.ZodMiniType>

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } })
const refusal = (told: { status: number; code: string; detail: string }): Response =>
  json({ ...told, title: "Refused", requestId: "req_71c0f4a2" }, told.status)

/** Answers as the API would, from invented people; whatever it says obeys the contract. */
export function usageFetch(stage: UsageStage, state: string): typeof fetch {
  return async (input, init) => {
    const url = new URL(String(input), location.origin)
    const method = init?.method ?? "GET"
    stage.calls.push(`${method} ${url.pathname}${url.search}`)
    const failing = Object.entries(stage.failing).find(([end]) => url.pathname.endsWith(end))
    if (failing) return refusal(failing[1])
    if (url.pathname === "/session/token") return json({ accessToken: "t", expiresAt: "2036-01-01T00:00:00.000Z" })
    if (url.pathname === "/api/live/ticket") return json({ ticket: "t", url: "ws://stage/live" })
    if (url.pathname === "/api/me/board") return json(told(stage, leaderboard.hideMe, init))
    if (url.pathname.endsWith("/board")) return json(told(stage, leaderboard.switchBoard, init))
    const found = /^\/api(\/organizations\/[^/]+)?\/leaderboard(.*)$/.exec(url.pathname)
    const section = found && SECTION[found[2] ?? ""]
    if (!section) return url.pathname.startsWith("/api/organizations/") ? json(organization()) : refusal(MISSING)
    if (stage.off) return refusal(OFF)
    const asked = leaderboard.readBoard.input.parse(Object.fromEntries(url.searchParams))
    const { days, window, rank, compare } = asked
    const base = { people: [], pace: 1, ...(TEAMS[state] ?? TEAMS["usual"]!) }
    const hides = [...(base.hidden ?? []), ...(stage.hidden && base.you ? [base.you] : [])]
    const team = { ...base, days, window, rank, compares: compare === "previous", hidden: hides, seed: stage.seed }
    const answer = answersOf(team)[section]
    const late = stage.late[section] ?? 0
    if (late > 0) stage.late[section] = late - 1
    const odd = oddities(section, state, answer)
    return json(OUTPUT[section].parse({ ...answer, ...odd, version: late > 0 ? stage.version - 1 : stage.version }))
  }
}

/** What differs from the team's own figures: nothing ever was, or a section lacks some of it. */
function oddities(section: keyof Answers, state: string, answer: Answers[keyof Answers]): object {
  if (section === "board" && state === "never") return { historyBegins: null }
  if (section === "repos" && state === "lacking") return { repos: (answer as Answers["repos"]).repos.slice(1) }
  return {}
}

const OFF = { status: 403, code: "forbidden", detail: "This organization's board is switched off", where: "board" }
const MISSING = { status: 404, code: "missing", detail: "There is no such endpoint" }

function told(stage: UsageStage, endpoint: Endpoint, init: RequestInit | undefined): unknown {
  const input = JSON.parse(String(init?.body)) as { hidden?: boolean; on?: boolean }
  if (input.hidden !== undefined) stage.hidden = input.hidden
  if (input.on !== undefined) stage.off = !input.on
  return endpoint.output.parse(input)
}

const organization = () =>
  readOrganization.output.parse({
    id: "org_acme",
    name: "Acme Roofing",
    status: "active",
    createdAt: NOW,
    stub: false,
    memberCount: 14,
    version: 1,
  })
