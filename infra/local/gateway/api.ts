import type { IncomingMessage, ServerResponse } from "node:http"
import type { Route } from "../../river.ts"
import { bodyOf } from "../http.ts"
import type { Lambda } from "../lambda.ts"
import { sendAnswer, sendMessage } from "./answer.ts"
import type { Authorizer } from "./authorizer.ts"
import { eventOf, knownRoute, routeOf } from "./event.ts"
import type { Door } from "./server.ts"

const BODY_BYTES_MAX = 10 * 1024 * 1024
/** A function's event is at most 6 MB; API Gateway refuses what would be more. */
const EVENT_BYTES_MAX = 6 * 1024 * 1024

/** The HTTP API: routes lead to functions, and `jwt` routes ask the authorizer first. One door for each first part of a path. */
export function apiDoors(from: {
  routes: readonly Route[]
  lambda: Lambda
  authorize: Authorizer
  originSecret: string
}): Door[] {
  const known = from.routes.map(knownRoute)
  const answer = async (request: IncomingMessage, response: ServerResponse, path: string) => {
    const found = routeOf(known, request.method ?? "GET", path)
    if (!found) return sendMessage(response, 404, "Not Found")
    const claims = found.route.auth === "jwt" ? await from.authorize(request.headers.authorization) : undefined
    if (found.route.auth === "jwt" && !claims) {
      return sendMessage(response, 401, "Unauthorized", { "www-authenticate": "Bearer" })
    }
    const body = await bodyOf(request, BODY_BYTES_MAX)
    if (!body) return tooLarge(response)
    const event = eventOf(
      request,
      body,
      { ...found, path, ...(claims ? { claims } : {}) },
      { "x-origin-secret": from.originSecret },
    )
    if (Buffer.byteLength(event.body ?? "") > EVENT_BYTES_MAX) return tooLarge(response)
    let answered: unknown
    try {
      answered = await from.lambda.invoke(found.route.to, event)
    } catch {
      return sendMessage(response, 500, "Internal Server Error")
    }
    sendAnswer(response, answered)
  }
  const prefixes = new Set(from.routes.map(({ path }) => `/${path.split("/")[1]}/`))
  return [...prefixes].map((prefix) => ({ prefix, answer }))
}

const tooLarge = (response: ServerResponse): void => sendMessage(response, 413, "Request Entity Too Large")
