import { randomUUID } from "node:crypto"
import { Refusal } from "#shared/refusal.ts"
import { type Instant, instant, msOf, SECOND_MS } from "#shared/time.ts"
import { secret } from "../runtime/aws.ts"
import { machineNow } from "../runtime/clock.ts"
import { sameText, sha256Hex } from "../runtime/digest.ts"
import { env, envOr } from "../runtime/env.ts"
import { type HttpAnswer, type HttpEvent, http, reply } from "../runtime/http.ts"
import { bindSubject, invitePerson, type PersonRow, personById, personOfSubject } from "../table/person.ts"
import { signedDb } from "../table/signed.ts"
import { isKept, keepOnce } from "../table/ticket.ts"
import { authorizeUrl, newSignIn, revoke, type SignIn, tokensOfCode, tokensOfRefresh } from "./issuer.ts"
import { cookieOf, hostCookie, seal, unseal } from "./sealed-cookie.ts"

const SESSION_SECONDS = 12 * 3_600
const SIGN_IN_SECONDS = 600
const ENDED = "endedSession"

interface Session {
  sessionId: string
  refreshToken: string
  personId: string
  epoch: number
  expiresAt: Instant
}

const db = signedDb(env("TABLE_NAME"))
const secrets = async () => JSON.parse(await secret(env("SECRETS_SESSION"))) as { cookie: string; origin: string }

/** Only paths of this console: never another host, never a scheme. */
const safeBack = (back: string | undefined): string => (back && /^\/(?![/\\])[^\s\\]*$/.test(back) ? back : "/")

const redirect = (to: string, cookies: string[]): HttpAnswer => ({
  statusCode: 303,
  headers: { location: to, "cache-control": "no-store" },
  cookies,
  body: "",
})

async function signIn(event: HttpEvent): Promise<HttpAnswer> {
  const { back, person, fresh } = event.queryStringParameters ?? {}
  const started = newSignIn(safeBack(back))
  const url = authorizeUrl(started, { ...(person ? { person } : {}), fresh: fresh === "1" })
  return redirect(url, [hostCookie("signin", seal((await secrets()).cookie, started), "Lax", SIGN_IN_SECONDS)])
}

async function callback(event: HttpEvent): Promise<HttpAnswer> {
  const { cookie } = await secrets()
  const { code, state } = event.queryStringParameters ?? {}
  const started = unseal(cookie, cookieOf(event.cookies, "signin")) as SignIn | undefined
  if (!started || !code || !state || !sameText(state, started.state)) return failed("expired")
  const tokens = await tokensOfCode(code, started.verifier).catch(() => undefined)
  if (!tokens?.refreshToken || tokens.claims["nonce"] !== started.nonce) return failed("refused")
  const person = await personBehind(tokens.claims)
  if (!person) return failed("unknown")
  const session: Session = {
    sessionId: randomUUID(),
    refreshToken: tokens.refreshToken,
    personId: person.personId,
    epoch: person.sessionEpoch,
    expiresAt: instant(msOf(machineNow()) + SESSION_SECONDS * SECOND_MS),
  }
  return redirect(started.back, [
    hostCookie("session", seal(cookie, session), "Strict", SESSION_SECONDS),
    hostCookie("signin", "", "Lax", 0),
  ])
}

const failed = (why: "expired" | "refused" | "unknown"): HttpAnswer =>
  redirect(`/sign-in?problem=${why}`, [hostCookie("signin", "", "Lax", 0)])

/** The person of an identity: bound before, or invited under its verified e-mail. The very first admin is invited by the deployment. */
async function personBehind(claims: Record<string, unknown>): Promise<PersonRow | undefined> {
  const sub = String(claims["sub"])
  const known = await personOfSubject(db, sub)
  if (known) return known
  const email = String(claims["email"] ?? "").toLowerCase()
  const verified = claims["email_verified"] === true || claims["email_verified"] === "true"
  if (!email || !verified) return undefined
  const firstAdmin = envOr("FIRST_ADMIN_EMAIL", "").toLowerCase()
  if (firstAdmin && email === firstAdmin)
    await invitePerson(db, {
      personId: "first-admin",
      name: String(claims["name"] ?? email),
      email,
      staffRole: "admin",
      memberships: {},
    })
  return bindSubject(db, sub, email, machineNow())
}

async function token(event: HttpEvent): Promise<HttpAnswer> {
  sameOrigin(event)
  const { cookie } = await secrets()
  const session = sessionOf(cookie, event)
  if (!session) throw new Refusal("signedOut", "There is no session; sign in")
  const [person, ended] = await Promise.all([
    personById(db, session.personId),
    isKept(db, ENDED, sha256Hex(session.sessionId)),
  ])
  if (ended || !person || person.sessionEpoch !== session.epoch)
    throw new Refusal("signedOut", "This session was ended; sign in again")
  const tokens = await tokensOfRefresh(session.refreshToken)
  const answer = reply(200, {
    accessToken: tokens.accessToken,
    expiresAt: instant(msOf(machineNow()) + tokens.expiresSeconds * SECOND_MS),
  })
  const rotated = tokens.refreshToken && tokens.refreshToken !== session.refreshToken
  if (!rotated) return answer
  const leftSeconds = Math.floor((msOf(session.expiresAt) - msOf(machineNow())) / SECOND_MS)
  const next: Session = { ...session, refreshToken: tokens.refreshToken! }
  return { ...answer, cookies: [hostCookie("session", seal(cookie, next), "Strict", leftSeconds)] }
}

/** The session in the cookie, as long as it lasts. */
function sessionOf(secretText: string, { cookies }: HttpEvent): Session | undefined {
  const session = unseal(secretText, cookieOf(cookies, "session")) as Session | undefined
  return session?.sessionId && session.expiresAt >= machineNow() ? session : undefined
}

/** Ends the session wherever its cookie may have been copied to: here by a note, at the issuer by taking its token back. */
async function end({ sessionId, refreshToken, expiresAt }: Session): Promise<void> {
  const outcomes = await Promise.allSettled([
    keepOnce(db, ENDED, sha256Hex(sessionId), {}, expiresAt),
    revoke(refreshToken),
  ])
  for (const outcome of outcomes)
    if (outcome.status === "rejected")
      console.error(JSON.stringify({ level: "ERROR", message: "session not ended", error: String(outcome.reason) }))
}

async function signOut(event: HttpEvent): Promise<HttpAnswer> {
  sameOrigin(event)
  const session = sessionOf((await secrets()).cookie, event)
  if (session) await end(session)
  const url = new URL(env("ISSUER_LOGOUT_URL"))
  url.searchParams.set("client_id", env("CLIENT_ID"))
  url.searchParams.set("logout_uri", `${env("PUBLIC_URL")}/sign-in`)
  url.searchParams.set("post_logout_redirect_uri", `${env("PUBLIC_URL")}/sign-in`)
  return { ...reply(200, { url: url.href }), cookies: [hostCookie("session", "", "Strict", 0)] }
}

/** Browsers say where a request comes from in one of two headers, which pages cannot set. */
function sameOrigin({ headers }: HttpEvent): void {
  const { origin } = headers
  if (origin === env("PUBLIC_URL") || (!origin && headers["sec-fetch-site"] === "same-origin")) return
  throw new Refusal("forbidden", "Sessions are used from the console's own pages only", { where: "Origin" })
}

/** Who may be chosen on one machine; on AWS there is nobody to choose and the issuer asks. */
function options(): HttpAnswer {
  const people = JSON.parse(envOr("SIGN_IN_PEOPLE", "[]")) as unknown[]
  return reply(200, { people, sample: people.length > 0 })
}

const STEPS: Record<string, (event: HttpEvent) => HttpAnswer | Promise<HttpAnswer>> = {
  "GET /session/options": options,
  "GET /session/sign-in": signIn,
  "GET /session/callback": callback,
  "POST /session/token": token,
  "POST /session/sign-out": signOut,
}

/** Keeps the refresh token where no script can read it, and trades it for short access tokens. */
export const handler = http(async (event) => {
  if (!sameText(event.headers["x-origin-secret"] ?? "", (await secrets()).origin))
    throw new Refusal("forbidden", "Come in through the front door")
  const step = STEPS[event.routeKey]
  if (!step) throw new Refusal("missing", "There is no such step")
  return step(event)
})
