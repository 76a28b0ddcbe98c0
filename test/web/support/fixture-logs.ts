import type { EndpointName } from "#shared/contract/contract.ts"
import type { BoardEntry } from "#shared/contract/board.ts"
import type { RequestDetail, RequestLog } from "#shared/contract/request-logs.ts"
import type { Session } from "#shared/contract/sessions.ts"
import { isWithin } from "#shared/contract/time-filter.ts"
import { usdOfMicros } from "#shared/money.ts"
import { HOUR_MS, instant, MINUTE_MS, SECOND_MS } from "#shared/time.ts"
import { ago, hash, NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const KEPT_FROM = "2026-10-16T14:02:11.000Z"
const PEOPLE = ["tomas.lind@acme.test", "priya.nair@acme.test", "orgadmin@acme.test", null] as const
const MODELS = [
  ["northlight", "heron-large"],
  ["northlight", "heron-small"],
  ["quarry", "slate-2"],
] as const
const ERRORS = ["rate_limit_exceeded", "upstream_timeout", "context_length_exceeded"]

/** Names are told of some. */
const PROJECTS = [
  { project: "prj_dispatch", projectName: "Dispatch rules" },
  { project: "prj_estimates", projectName: "Estimates" },
  { project: "inbox", projectName: null },
]
const KEYS = [
  { key: "key_live", keyName: "sk_live_7c1d" },
  { key: "key_batch", keyName: null },
]

/** An invented call of a model, the older the higher its number. */
export function callAt(nth: number): RequestLog {
  const at = ago(nth * 97 * SECOND_MS + 31_000)
  const failed = nth % 9 === 4
  const [provider, model] = MODELS[nth % MODELS.length]!
  const user = PEOPLE[nth % PEOPLE.length]!
  const inputTokens = 900 + ((nth * 7_919) % 14_000)
  const outputTokens = failed ? 0 : 40 + ((nth * 331) % 2_400)
  const costMicros = failed ? 0 : inputTokens * 3 + outputTokens * 15
  return {
    requestId: `${at.slice(0, 13)}-${at.slice(14, 16)}-${hash(nth).slice(0, 24)}`,
    at,
    status: failed ? "error" : "ok",
    errorType: failed ? ERRORS[Math.floor(nth / 9) % ERRORS.length]! : null,
    provider,
    model,
    ...PROJECTS[nth % 3]!,
    ...KEYS[nth % 2]!,
    userId: user && `u_${hash(nth % PEOPLE.length).slice(0, 24)}`,
    user,
    inputTokens,
    outputTokens,
    cachedTokens: nth % 4 === 0 ? 512 : 0,
    durationMs: 240 + ((nth * 613) % 9_000),
    costMicros,
    costUsd: usdOfMicros(costMicros),
  }
}

function detailAt(nth: number): RequestDetail {
  const call = callAt(nth)
  const cost = (micros: number) => ({ micros, usd: usdOfMicros(micros) })
  const input = call.status === "ok" ? (call.inputTokens ?? 0) * 3 : 0
  return {
    ...call,
    statusTold: call.status === "ok" ? "200" : "429",
    costs: { input: cost(input), output: cost(call.costMicros - input), cached: cost(0), discount: cost(0) },
    eventId: `platform|gateway|req_${hash(nth).slice(0, 14)}`,
    more: { traceId: hash(nth).slice(0, 32), region: "eu-west-1" },
    keptFrom: KEPT_FROM,
  }
}

const STATUSES = ["completed", "completed", "failed", "active", "cancelled", "completed", "created"] as const

/** An invented session, the older the higher its number. */
export function sessionAt(nth: number): Session {
  const status = STATUSES[nth % STATUSES.length]!
  const createdAt = ago(nth * 71 * MINUTE_MS + 5 * MINUTE_MS)
  const ended = status !== "active" && status !== "created"
  const user = PEOPLE[nth % PEOPLE.length]!
  const hidden = nth % 12 === 7
  const costMicros = status === "created" ? 0 : ((nth * 48_271) % 4_000_000) + 900
  return {
    organizationId: nth % 5 === 0 ? "org_bluegate" : "org_acme",
    sessionId: `ses_${hash(nth).slice(0, 12)}`,
    createdAt,
    updatedAt: instant(Math.min(Date.parse(NOW), Date.parse(createdAt) + (ended ? 0.6 * HOUR_MS : 4 * MINUTE_MS))),
    status,
    userId: hidden || !user ? null : `u_${hash(nth % PEOPLE.length).slice(0, 24)}`,
    user: hidden ? null : user,
    hidden,
    repo: nth % 6 === 5 ? null : ["acme/dispatch-web", "acme/field-app", "acme/infrastructure"][nth % 3]!,
    model: "heron-large",
    costMicros,
    costUsd: usdOfMicros(costMicros),
    turns: status === "created" ? 0 : 2 + ((nth * 13) % 40),
    prs: status === "completed" ? nth % 3 : 0,
    durationSeconds: ended ? 120 + ((nth * 337) % 4_000) : null,
    failureReason: status === "failed" ? "Tests did not pass after three tries" : null,
    archived: nth % 17 === 16,
    pulls:
      status === "completed" && nth % 3 > 0 ? [{ number: 400 + nth, repo: "acme/field-app", state: "merged" }] : [],
  }
}

/** What a board says of the people who have a name. */
export const boardEntries = (): BoardEntry[] =>
  PEOPLE.flatMap((user, nth) => {
    if (!user) return []
    const [completed, failed, cancelled] = [22 - nth * 3, 3 + nth, 2]
    return {
      rank: nth + 1,
      userId: `u_${hash(nth).slice(0, 24)}`,
      user,
      ...{ you: false, hidden: false, sessions: 31 - nth, created: 1, active: 1, completed, failed, cancelled },
      successRate: completed / (completed + failed + cancelled),
      ...{ tone: "amber" as const, prs: 14 - nth, turns: 420 - nth * 31 },
      ...{ avgDurationSeconds: 1_310, p50DurationSeconds: 1_120, p95DurationSeconds: 3_480 },
      ...{ costUsd: 61.482_113 - nth * 7, streakDays: 6, streakFlames: 2, badge: null },
      ...{ lastActiveAt: ago(21 * MINUTE_MS), activeSessions: 1, activeNow: true, rankChange: null },
    }
  })

const paged = <Row>(rows: Row[], { cursor, limit }: Input) => {
  const from = Number(cursor ?? 0)
  const size = Number(limit ?? 50)
  return { items: rows.slice(from, from + size), nextCursor: from + size < rows.length ? String(from + size) : null }
}

const calls = (input: Input) =>
  Array.from({ length: 140 }, (_, nth) => callAt(nth)).filter(
    (one) =>
      (["status", "model", "key", "user", "project"] as const).every(
        (field) => !input[field] || (field === "user" ? one.userId : one[field]) === input[field],
      ) &&
      (!input["error"] || one.errorType?.includes(input["error"])) &&
      isWithin({ from: input["from"], to: input["to"] }, one.at),
  )

/** A rare model's calls are looked for a page at a time: the first page finds none. */
function listedCalls(stage: Stage, input: Input) {
  const answer = { asOf: NOW, keptFrom: KEPT_FROM }
  if (stage.empty) return { items: [], nextCursor: null, scannedThrough: null, ...answer }
  if (input["model"] === "rare" && !input["cursor"])
    return { items: [], nextCursor: "0", scannedThrough: ago(9 * HOUR_MS), ...answer }
  return { ...paged(calls(input), input), scannedThrough: null, ...answer }
}

const sessions = (stage: Stage, input: Input) => {
  const rows = stage.empty ? [] : Array.from({ length: 120 }, (_, nth) => sessionAt(nth))
  const found = rows.filter(
    (one) =>
      (!input["organizationId"] || one.organizationId === input["organizationId"]) &&
      (!input["user"] || (one.userId ?? "__unknown__") === input["user"]) &&
      (!input["repo"] || (one.repo ?? "__none__") === input["repo"]) &&
      (!input["status"] || one.status === input["status"]) &&
      isWithin({ from: input["from"], to: input["to"] }, one.createdAt),
  )
  return {
    ...paged(found, input),
    scannedThrough: null,
    asOf: NOW,
    keptFrom: KEPT_FROM,
    version: stage.versions["usage"] ?? 1,
  }
}

/** What the endpoints of request logs and sessions answer on a stage. */
export const logAnswers = {
  listRequestLogs: listedCalls,
  readRequestLog: (_, { requestId }) => {
    const nth = Array.from({ length: 140 }, (_, at) => callAt(at)).findIndex((one) => one.requestId === requestId)
    if (nth < 0)
      return { status: 404, code: "missing", detail: `There is no such request; logs are kept from ${KEPT_FROM}` }
    return detailAt(nth)
  },
  listSessions: sessions,
  listOrganizationSessions: sessions,
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
