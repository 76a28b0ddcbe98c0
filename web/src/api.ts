import type * as z from "zod/mini"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import { takeAhead } from "./ahead.ts"
import { turnToSignIn } from "./session.ts"
import { accessToken, forgetToken, SignedOut } from "./token.ts"

const TIMEOUT_MS = 10_000
const TAGS_MAX = 60

/** Why an answer is not what was asked for: a refusal of the API (problem+json), or no answer at all (`status` 0). */
export class Problem extends Error {
  override name = "Problem"
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly where: string | undefined
  readonly wanted: string | undefined
  readonly requestId: string | undefined
  constructor(told: Partial<Problem> & { status: number; title: string; detail: string }) {
    super(told.detail)
    this.status = told.status
    this.code = told.code ?? ""
    this.title = told.title
    this.detail = told.detail
    this.where = told.where
    this.wanted = told.wanted
    this.requestId = told.requestId
  }
}

/**
 * Answers with a tag, as text: what was made of them may have been changed since. In memory only: what people are called and
 * owe does not belong in the cache on a disk.
 */
const tagged = new Map<string, { tag: string; text: string }>()

/**
 * Calls an endpoint of the contract. A GET that did not change is not sent again. Throws a Problem; without a session it
 * turns to the sign-in page and never answers.
 */
export async function call<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  endpoint: Endpoint<Input, Output>,
  input: z.input<Input>,
  options: { signal?: AbortSignal; idempotencyKey?: string } = {},
): Promise<z.output<Output>> {
  const { url, body } = addressed(endpoint as unknown as Endpoint, (input ?? {}) as Record<string, unknown>)
  const send = async (token: string) => {
    const known = endpoint.method === "GET" ? tagged.get(url) : undefined
    const answer = await fetch(url, {
      method: endpoint.method,
      cache: "no-store",
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(known ? { "if-none-match": known.tag } : {}),
        ...(endpoint.idempotent ? { "idempotency-key": options.idempotencyKey ?? crypto.randomUUID() } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.any([AbortSignal.timeout(TIMEOUT_MS), ...(options.signal ? [options.signal] : [])]),
    })
    return { answer, known }
  }
  try {
    let token = await accessToken()
    const ahead = endpoint.method === "GET" ? await takeAhead(url) : undefined
    let { answer, known } = ahead ? { answer: ahead, known: undefined } : await send(token)
    if (answer.status === 401) {
      forgetToken(token)
      token = await accessToken()
      ;({ answer, known } = await send(token))
      if (answer.status === 401) throw new SignedOut("The token was refused twice")
    }
    if (answer.status === 304 && known) return stillSo(known.text, answer.headers.get("x-as-of")) as z.output<Output>
    if (!answer.ok) throw await problemOf(answer)
    const text = await answer.text()
    keepTag(url, answer.headers.get("etag"), text)
    const told = text === "" ? undefined : (JSON.parse(text) as z.output<Output>)
    if (import.meta.env.DEV) endpoint.output.parse(told)
    return told as z.output<Output>
  } catch (error) {
    if (error instanceof Problem || options.signal?.aborted) throw error
    if (error instanceof SignedOut) {
      turnToSignIn()
      return new Promise<never>(() => {})
    }
    throw noAnswer(error)
  }
}

/** What was told before, as of now. */
function stillSo(text: string, asOf: string | null): unknown {
  const told = JSON.parse(text) as Record<string, unknown>
  return asOf === null ? told : { ...told, asOf }
}

/** Splits the input over the path's parameters and the query, or the JSON body where the method has one. */
function addressed({ method, path }: Endpoint, input: Record<string, unknown>): { url: string; body?: unknown } {
  const rest = { ...input }
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    delete rest[name]
    return encodeURIComponent(String(input[name]))
  })
  if (method === "POST" || method === "PUT") return { url: filled, body: rest }
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(rest))
    if (value !== undefined && value !== "") query.set(name, String(value))
  return { url: query.size > 0 ? `${filled}?${query}` : filled }
}

function keepTag(url: string, tag: string | null, text: string): void {
  tagged.delete(url)
  if (tag) tagged.set(url, { tag, text })
  if (tagged.size > TAGS_MAX) tagged.delete(tagged.keys().next().value!)
}

async function problemOf(answer: Response): Promise<Problem> {
  const told = (await answer.json().catch(() => ({}))) as Partial<Problem>
  return new Problem({
    ...told,
    status: answer.status,
    title: answer.status < 500 && told.title ? told.title : "Could not load",
    detail: told.detail ?? `The server answered ${answer.status}.`,
  })
}

function noAnswer(error: unknown): Problem {
  const late = error instanceof DOMException && error.name === "TimeoutError"
  return new Problem({
    status: 0,
    code: late ? "late" : "offline",
    title: "Could not load",
    detail: late ? "The answer took longer than 10 s." : "No answer came. The network or the console may be down.",
  })
}
