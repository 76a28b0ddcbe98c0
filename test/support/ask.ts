import type { Route } from "@middy/http-router"
import { problem } from "../../functions/runtime/problem.ts"
import type { HttpAnswer, HttpEvent } from "../../functions/runtime/http.ts"
import type { Db } from "../../functions/table/db.ts"
import { bindSubject, invitePerson, type PersonRow } from "../../functions/table/person.ts"

/** Asks one served endpoint as a staff admin who has just signed in, without a gateway before it. */
export const askAsAdmin = (db: Db) => askAs(db, { personId: "admin", staffRole: "admin", memberships: {} })

interface Ask {
  body?: unknown
  query?: Record<string, string>
  path?: Record<string, string>
  key?: string
}

/** The same as anybody. */
export async function askAs(db: Db, who: Pick<PersonRow, "personId" | "staffRole" | "memberships">) {
  const person = { ...who, name: who.personId, email: `${who.personId}@x.test` }
  await invitePerson(db, person)
  await bindSubject(db, person.personId, person.email, new Date().toISOString())
  return async (route: Route<HttpEvent, HttpAnswer>, { body, query = {}, path = {}, key }: Ask = {}) => {
    const claims = { sub: who.personId, token_use: "access", client_id: process.env["CLIENT_ID"], scope: "openid" }
    const event = {
      headers: { "content-type": "application/json", ...(key ? { "idempotency-key": key } : {}) },
      queryStringParameters: query,
      pathParameters: path,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      requestContext: {
        requestId: "asked",
        authorizer: { jwt: { claims: { ...claims, auth_time: String(Math.floor(Date.now() / 1_000)) } } },
        http: { sourceIp: "127.0.0.1", userAgent: "test" },
      },
    }
    const answer = await (route.handler as (event: unknown) => Promise<HttpAnswer>)(event).catch((error: unknown) =>
      problem(error, "asked"),
    )
    return {
      status: answer.statusCode!,
      body: JSON.parse(String(answer.body)),
      bytes: Buffer.byteLength(String(answer.body)),
    }
  }
}
