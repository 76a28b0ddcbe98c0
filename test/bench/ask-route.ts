import type { Route } from "@middy/http-router"
import type { HttpAnswer, HttpEvent } from "../../functions/runtime/http.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { bindSubject, invitePerson } from "../../functions/table/person.ts"

/** Calls one served endpoint as a staff admin, without a gateway before it. */
export async function askRoute(
  route: Route<HttpEvent, HttpAnswer>,
  { db }: Ground,
  query: Record<string, string> = {},
): Promise<unknown> {
  await invitePerson(db, {
    personId: "bench",
    name: "Bench",
    email: "bench@demo.test",
    staffRole: "admin",
    memberships: {},
  })
  await bindSubject(db, "bench", "bench@demo.test", "2026-01-01T00:00:00.000Z")
  const claims = {
    sub: "bench",
    token_use: "access",
    client_id: process.env["CLIENT_ID"],
    scope: "openid",
    auth_time: "0",
  }
  const event = {
    headers: {},
    queryStringParameters: query,
    requestContext: {
      requestId: "bench",
      authorizer: { jwt: { claims } },
      http: { sourceIp: "127.0.0.1", userAgent: "bench" },
    },
  }
  const answer = await (route.handler as (event: unknown) => Promise<HttpAnswer>)(event)
  if (answer.statusCode !== 200) throw new Error(`The bench was answered ${answer.statusCode}: ${answer.body}`)
  return JSON.parse(answer.body ?? "{}")
}
