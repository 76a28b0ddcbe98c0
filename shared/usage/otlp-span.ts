import { PLATFORM } from "../cube/kind.ts"
import { instant } from "../time.ts"
import { attributesOf, isObject, nanosOf } from "./otlp-value.ts"

/** A span as OTLP's JSON tells it, and the attributes of the resource it is of. */
export interface ToldSpan {
  span: unknown
  resource: ReadonlyMap<string, unknown>
}

/** What a span is to us: a CloudEvent still to be read, nothing, or something that should be one and cannot. */
export type SpanReading =
  | { kind: "event"; event: Record<string, unknown> }
  | { kind: "ignored"; reason: string }
  | { kind: "rejected"; span: string; reason: string }

/** Names of the GenAI conventions, newest first: the first that tells something is read. */
const PROVIDER = ["gen_ai.provider.name", "gen_ai.system"]
const MODEL = ["gen_ai.response.model", "gen_ai.request.model"]
const INPUT = ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"]
const OUTPUT = ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"]
const CACHED = ["gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.cache_read_input_tokens"]
const USER = ["user.id", "enduser.id"]

/** Names of our own, for what the conventions have no word for. */
const ORG = ["watchbill.org"]
const COSTS = {
  inputCostUsd: ["watchbill.cost.input_usd"],
  outputCostUsd: ["watchbill.cost.output_usd"],
  cachedCostUsd: ["watchbill.cost.cached_usd"],
  discountUsd: ["watchbill.cost.discount_usd"],
}

/** Operations around calls of models: what they tell of tokens adds up the spans below them. */
const AROUND = /^(create_agent|invoke_agent|invoke_workflow|execute_tool|plan|retrieval|\w+_memory(_store)?)$/
const STATUS_CODE_ERROR = 2

/** Reads a span for a key's scope: a call of a model is a `usage.recorded` at its end, every other span is ignored. */
export function readSpan({ span, resource }: ToldSpan, scope: string): SpanReading {
  if (!isObject(span)) return { kind: "rejected", span: "", reason: "span: expected an object" }
  const own = attributesOf(span["attributes"])
  const isAboutModels = [...own.keys()].some((name) => name.startsWith("gen_ai."))
  if (!isAboutModels) return { kind: "ignored", reason: "no gen_ai.* attribute" }
  const operation = first(["gen_ai.operation.name"], own)
  if (AROUND.test(String(operation))) return { kind: "ignored", reason: `${operation} is no call of a model` }
  if (first([...MODEL, ...INPUT, ...OUTPUT], own) === undefined)
    return { kind: "ignored", reason: "neither a model nor tokens" }

  const { traceId, spanId } = span
  const rejected = (reason: string): SpanReading => ({ kind: "rejected", span: shown(spanId), reason })
  if (!isHex(traceId, 32)) return rejected("traceId: expected 32 hexadecimal digits, not all zero")
  if (!isHex(spanId, 16)) return rejected("spanId: expected 16 hexadecimal digits, not all zero")
  const end = nanosOf(span["endTimeUnixNano"])
  if (end === undefined) return rejected("endTimeUnixNano: expected nanoseconds since 1970 as decimal text")
  const org = first(ORG, own, resource) ?? (scope === PLATFORM ? undefined : scope)
  if (org === undefined) return rejected("watchbill.org: missing; a platform's key names the organization of each span")

  const cached = first(CACHED, own)
  const data = {
    org,
    project: first(["watchbill.project"], own, resource),
    apiKey: first(["watchbill.api_key"], own, resource),
    user: first(USER, own, resource),
    provider: first(PROVIDER, own),
    model: first(MODEL, own),
    inputTokens: without(first(INPUT, own), cached),
    outputTokens: first(OUTPUT, own),
    cachedTokens: cached,
    ...Object.fromEntries(Object.entries(COSTS).map(([field, names]) => [field, first(names, own)])),
    durationMs: durationMs(nanosOf(span["startTimeUnixNano"]), end),
    ...outcome(span["status"], first(["error.type"], own)),
  }
  return {
    kind: "event",
    event: {
      specversion: "1.0",
      id: `${traceId}-${spanId}`.toLowerCase(),
      source: "otlp",
      type: "usage.recorded",
      time: instant(Number(end / 1_000_000n)),
      data: Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined)),
    },
  }
}

/** What the first of these names tells that tells something, on the span before its resource. */
function first(names: readonly string[], ...places: ReadonlyMap<string, unknown>[]): unknown {
  for (const place of places)
    for (const name of names) {
      const value = place.get(name)
      if (value !== undefined && value !== "") return value
    }
  return undefined
}

/** The conventions count cached tokens among the input's, we beside them. Who tells fewer input tokens has them apart already. */
const without = (all: unknown, part: unknown): unknown =>
  typeof all === "number" && typeof part === "number" && part >= 0 && part <= all ? all - part : all

/** Whole milliseconds, half a one up: sums of durations stay exact. Undefined where the start is not told, or after the end. */
const durationMs = (start: bigint | undefined, end: bigint): number | undefined =>
  start === undefined || start > end ? undefined : Number((end - start + 500_000n) / 1_000_000n)

function outcome(status: unknown, errorType: unknown): { status: string; errorType?: unknown } {
  if (errorType !== undefined) return { status: "error", errorType }
  return { status: isObject(status) && status["code"] === STATUS_CODE_ERROR ? "error" : "ok" }
}

const isHex = (told: unknown, digits: number): told is string =>
  typeof told === "string" && told.length === digits && /^[0-9a-f]+$/i.test(told) && !/^0+$/.test(told)

const shown = (id: unknown): string => (typeof id === "string" ? id.slice(0, 32).toWellFormed() : "")
