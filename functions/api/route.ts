import type { Route } from "@middy/http-router"
import * as z from "zod/mini"
import { canonical } from "#shared/account/canonical.ts"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import { oddityIn } from "#shared/plain.ts"
import { Refusal } from "#shared/refusal.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { type HttpAnswer, type HttpEvent, reply } from "../runtime/http.ts"
import type { Ground } from "../table/ground.ts"
import { logAccess } from "./access-log.ts"
import { admit, type Caller, callerOf } from "./caller.ts"

/** What an endpoint's answer may use besides its input. */
export interface Asked {
  caller: Caller
  idempotencyKey: string
}

/** Serves one endpoint of the contract: who is it, may they, what do they ask, answer, check the answer's shape, log who read it. */
export function route<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  ground: Ground,
  endpoint: Endpoint<Input, Output>,
  answer: (input: z.output<Input>, asked: Asked) => Promise<z.input<Output>>,
): Route<HttpEvent, HttpAnswer> {
  return {
    method: endpoint.method,
    path: endpoint.path as `/${string}`,
    handler: async (event: HttpEvent): Promise<HttpAnswer> => {
      const caller = await callerOf(ground.db, event)
      admit(endpoint as unknown as Endpoint, caller, event.pathParameters?.["organizationId"])
      const asked = endpoint.input.safeParse(fieldsOf(event))
      if (!asked.success) throw refusalOf(asked.error)
      const idempotencyKey = event.headers["idempotency-key"] ?? ""
      if (endpoint.idempotent && !/^[\w-]{8,100}$/.test(idempotencyKey))
        throw new Refusal("invalid", "This command needs an Idempotency-Key header", {
          where: "Idempotency-Key",
          wanted: "8 to 100 letters, digits, - or _; the same for a repeat of the same command",
        })
      const body = endpoint.output.parse(await answer(asked.data, { caller, idempotencyKey }))
      const subject = endpoint.subjectOf?.(asked.data) ?? inPath(event)
      await logAccess(ground.db, endpoint as unknown as Endpoint, subject, caller)
      return endpoint.method === "GET" ? withTag(event, body) : reply(endpoint.status ?? 200, body)
    },
  }
}

/** Path, query and JSON body together; a path parameter cannot be overridden by the others. */
function fieldsOf(event: HttpEvent): Record<string, unknown> {
  const fields = { ...event.queryStringParameters, ...bodyOf(event), ...event.pathParameters }
  const odd = oddityIn(fields)
  if (odd) throw new Refusal("invalid", `There is ${odd.what}`, { where: odd.where || "request" })
  return fields
}

const inPath = ({ pathParameters }: HttpEvent): string | null => Object.values(pathParameters ?? {}).join("/") || null

function bodyOf({ body, isBase64Encoded, headers }: HttpEvent): Record<string, unknown> {
  if (!body) return {}
  if (!(headers["content-type"] ?? "").toLowerCase().startsWith("application/json"))
    throw new Refusal("unsupported", "The body is JSON here", { where: "Content-Type", wanted: "application/json" })
  try {
    const told: unknown = JSON.parse(isBase64Encoded ? Buffer.from(body, "base64").toString("utf8") : body)
    if (typeof told === "object" && told !== null && !Array.isArray(told)) return told as Record<string, unknown>
  } catch {}
  throw new Refusal("invalid", "The body is not a JSON object", { where: "body" })
}

function refusalOf(error: z.core.$ZodError): Refusal {
  const issue = error.issues[0]
  const told = issue?.message === "Invalid input" ? undefined : issue?.message
  return new Refusal("invalid", told ?? "This value is none that can be used here", {
    where: issue?.path.join(".") || "request",
    ...wantedBy(issue),
  })
}

const unitOf = (origin: string): string => (origin === "string" ? " characters" : origin === "array" ? " items" : "")

function wantedBy(issue: z.core.$ZodIssue | undefined): { wanted?: string } {
  if (issue?.code === "custom" && issue.params?.["wanted"]) return { wanted: String(issue.params["wanted"]) }
  if (issue?.code === "invalid_value") return { wanted: `one of ${issue.values.join(", ")}` }
  if (issue?.code === "invalid_format" && issue.format === "datetime")
    return { wanted: "UTC with milliseconds, 2026-03-09T04:05:06.789Z" }
  if (issue?.code === "invalid_format" && issue.format === "date") return { wanted: "a day, 2026-03-09" }
  if (issue?.code === "invalid_format") return { wanted: `text of the form ${issue.pattern ?? issue.format}` }
  if (issue?.code === "too_small") return { wanted: `at least ${issue.minimum}${unitOf(issue.origin)}` }
  if (issue?.code === "too_big") return { wanted: `at most ${issue.maximum}${unitOf(issue.origin)}` }
  if (issue?.code === "invalid_type") return { wanted: issue.expected }
  return {}
}

/**
 * A GET's answer carries a weak tag of what it says, whenever it says it; asked again with the same tag, only the tag comes
 * back, and in `x-as-of` the instant as of which it still holds.
 */
function withTag(event: HttpEvent, body: unknown): HttpAnswer {
  const { asOf, ...said } = body as Record<string, unknown>
  const tag = `W/"${sha256Hex(canonical(said)).slice(0, 24)}"`
  const headers = {
    "content-type": "application/json",
    "cache-control": "no-cache",
    etag: tag,
    ...(typeof asOf === "string" ? { "x-as-of": asOf } : {}),
  }
  if (event.headers["if-none-match"]?.includes(tag)) return { statusCode: 304, headers, body: "" }
  return { statusCode: 200, headers, body: JSON.stringify(body) }
}
