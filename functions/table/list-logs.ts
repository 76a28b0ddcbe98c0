import type { RequestDetail, RequestFilter, RequestLog } from "#shared/contract/request-logs.ts"
import { usdOfMicros } from "#shared/money.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { type UsageFact, usageMatches, usageMayHold } from "#shared/usage/usage-filter.ts"
import { costMicrosOf, errorTypeOf, sumsOfCall } from "#shared/usage/usage-sums.ts"
import { sha256Hex } from "../runtime/digest.ts"
import type { Ground } from "./ground.ts"
import { keptTime } from "./kept-time.ts"
import { type FactPlace, factsAt, listFacts } from "./list-facts.ts"

/** A call as the list has it, before anybody's name is read. */
export type NamelessLog = Omit<RequestLog, "user" | "projectName" | "keyName">
export type NamelessDetail = Omit<RequestDetail, "user" | "projectName" | "keyName" | "keptFrom">

/** What is asked of an organization's request logs. */
export interface LogsAsked {
  organizationId: string
  filter: RequestFilter
  limit: number
  after?: FactPlace | undefined
}

/** An organization's calls that match, newest first. */
export async function listLogs(ground: Ground, { organizationId, filter, limit, after }: LogsAsked) {
  const { facts, next, scannedTo } = await listFacts(ground, {
    kind: usageCube,
    scope: organizationId,
    ...keptTime(ground, filter),
    filter: isPlain(filter) ? undefined : { matches: usageMatches(filter), mayHold: usageMayHold(filter) },
    limit,
    after,
  })
  return { items: facts.map(logOf), next, scannedTo }
}

const WORDS = ["status", "model", "key", "user", "project", "error"] as const
const isPlain = (filter: RequestFilter): boolean => WORDS.every((word) => filter[word] === undefined)

/** One call by its id; undefined when there is none, or no more. */
export async function logById(
  ground: Ground,
  organizationId: string,
  requestId: string,
): Promise<NamelessDetail | undefined> {
  const [, day, hour, minute] = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-[\da-f]{24}$/.exec(requestId) ?? []
  if (day === undefined || Number.isNaN(Date.parse(`${day}T${hour}:${minute}:00.000Z`))) return undefined
  const facts = (await factsAt(ground, usageCube as never, organizationId, `${day}T${hour}:${minute}`)) as UsageFact[]
  const fact = facts.find((one) => requestIdOf(one) === requestId)
  return fact && detailOf(fact)
}

/** An id that says in which minute to look, and of the fact's identity only whether it is the one. */
const requestIdOf = ({ id, at }: UsageFact): string =>
  `${at.slice(0, 13)}-${at.slice(14, 16)}-${sha256Hex(id).slice(0, 24)}`

const text = (value: unknown): string | null => (value === undefined || value === null ? null : String(value))
const number = (value: unknown): number | null => (typeof value === "number" ? value : null)

function logOf(fact: UsageFact): NamelessLog {
  const { data } = fact.body
  const errorType = errorTypeOf(data)
  const costMicros = costMicrosOf(sumsOfCall(data))
  return {
    requestId: requestIdOf(fact),
    at: fact.at,
    status: errorType === undefined ? "ok" : "error",
    errorType: errorType ?? null,
    provider: text(data["provider"]),
    model: text(data["model"]),
    project: text(data["project"]),
    key: text(data["apiKey"]),
    userId: text(data["user"]),
    inputTokens: number(data["inputTokens"]),
    outputTokens: number(data["outputTokens"]),
    cachedTokens: number(data["cachedTokens"]),
    durationMs: number(data["durationMs"]),
    costMicros,
    costUsd: usdOfMicros(costMicros),
  }
}

function detailOf(fact: UsageFact): NamelessDetail {
  const { data } = fact.body
  const { inputCostMicros, outputCostMicros, cachedCostMicros, discountMicros } = sumsOfCall(data)
  const cost = (micros: number) => ({ micros, usd: usdOfMicros(micros) })
  return {
    ...logOf(fact),
    statusTold: text(data["status"]),
    costs: {
      input: cost(inputCostMicros),
      output: cost(outputCostMicros),
      cached: cost(cachedCostMicros),
      discount: cost(discountMicros),
    },
    eventId: fact.id,
    more: Object.fromEntries(Object.entries(data).filter(([field]) => !KNOWN.has(field))),
  }
}

/** Fields of a call that have a place of their own. */
const KNOWN = new Set([
  ...["org", "project", "apiKey", "user", "provider", "model", "status", "errorType", "durationMs"],
  ...["inputTokens", "outputTokens", "cachedTokens"],
  ...["inputCostUsd", "outputCostUsd", "cachedCostUsd", "discountUsd"],
])
