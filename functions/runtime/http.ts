import middy, { type MiddlewareObj } from "@middy/core"
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from "aws-lambda"
import { Refusal, STATUS } from "#shared/refusal.ts"
import { problem } from "./problem.ts"

export type HttpEvent = APIGatewayProxyEventV2
export type HttpAnswer = APIGatewayProxyStructuredResultV2

/** A JSON answer that no cache keeps. */
export const reply = (statusCode: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer => ({
  statusCode,
  headers: { "content-type": "application/json", "cache-control": "no-store", ...headers },
  body: JSON.stringify(body),
})

/** The body's bytes exactly as they were sent; signatures are computed over nothing else. */
export const rawBody = (event: Pick<HttpEvent, "body" | "isBase64Encoded">): Uint8Array =>
  Buffer.from(event.body ?? "", event.isBase64Encoded ? "base64" : "utf8")

/** Turns every error into problem+json; what is our own fault is logged with the request id. */
const refusals = (): MiddlewareObj<HttpEvent, HttpAnswer> => ({
  onError: (request) => {
    const { error, event } = request
    const requestId = event.requestContext?.requestId ?? "unknown"
    if (!(error instanceof Refusal) || STATUS[error.code] >= 500) logFailure(error, requestId, event.routeKey)
    request.response = problem(error, requestId)
  },
})

/** Receivers load no logging library: one JSON line says the same. */
function logFailure(error: unknown, requestId: string, route: string | undefined) {
  const { name, message, stack } =
    error instanceof Error ? error : { name: "Thrown", message: String(error), stack: "" }
  console.error(
    JSON.stringify({ level: "ERROR", message: "request failed", requestId, route, error: { name, message, stack } }),
  )
}

type Answer = (event: HttpEvent, context: Context) => Promise<HttpAnswer>

/** Wraps every function that answers HTTP. */
export const http = (answer: Answer) => middy<HttpEvent, HttpAnswer>(answer).use(refusals())
