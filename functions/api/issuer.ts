import { createHash, randomBytes } from "node:crypto"
import { Refusal } from "#shared/refusal.ts"
import { env } from "../runtime/env.ts"

/** One sign-in under way: what the browser carries, sealed, from our page to the issuer and back. */
export interface SignIn {
  state: string
  nonce: string
  verifier: string
  back: string
}

export const newSignIn = (back: string): SignIn => ({
  state: randomBytes(18).toString("base64url"),
  nonce: randomBytes(18).toString("base64url"),
  verifier: randomBytes(36).toString("base64url"),
  back,
})

const callbackUrl = () => `${env("PUBLIC_URL")}/session/callback`

/** The issuer's page to send the browser to: authorization code with PKCE. */
export function authorizeUrl({ state, nonce, verifier }: SignIn, asked: { person?: string; fresh?: boolean }): string {
  const url = new URL(env("ISSUER_AUTHORIZE_URL"))
  const fields = {
    client_id: env("CLIENT_ID"),
    redirect_uri: callbackUrl(),
    response_type: "code",
    scope: "openid profile email",
    state,
    nonce,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(asked.person ? { login_hint: asked.person } : {}),
    ...(asked.fresh ? { prompt: "login" } : {}),
  }
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value)
  return url.href
}

export interface Tokens {
  accessToken: string
  refreshToken: string | undefined
  expiresSeconds: number
  claims: Record<string, unknown>
}

export const tokensOfCode = (code: string, verifier: string): Promise<Tokens> =>
  askTokens({ grant_type: "authorization_code", code, redirect_uri: callbackUrl(), code_verifier: verifier })

export const tokensOfRefresh = (refreshToken: string): Promise<Tokens> =>
  askTokens({ grant_type: "refresh_token", refresh_token: refreshToken })

/** Makes a refresh token worthless, and with it the access tokens that come of it. */
export async function revoke(refreshToken: string): Promise<void> {
  const answer = await post(env("ISSUER_REVOKE_URL"), { token: refreshToken }, REVOKE_MS_MAX)
  if (!answer.ok) throw new Error(`The issuer answered ${answer.status} to a revocation`)
}

async function askTokens(fields: Record<string, string>): Promise<Tokens> {
  const answer = await post(env("ISSUER_TOKEN_URL"), fields, ASK_MS_MAX)
  if (!answer.ok) throw new Refusal("signedOut", "The sign-in could not be completed; sign in again")
  const told = (await answer.json()) as Record<string, unknown>
  return {
    accessToken: String(told["access_token"]),
    refreshToken: typeof told["refresh_token"] === "string" ? told["refresh_token"] : undefined,
    expiresSeconds: Number(told["expires_in"] ?? 600),
    claims: typeof told["id_token"] === "string" ? payloadOf(told["id_token"]) : {},
  }
}

const ASK_MS_MAX = 8_000
const REVOKE_MS_MAX = 3_000

/** Asks as this console's client. An issuer that is out of breath says nothing about a session: that is for the asker to try again. */
async function post(url: string, fields: Record<string, string>, msMax: number): Promise<Response> {
  const body = new URLSearchParams({ ...fields, client_id: env("CLIENT_ID") })
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  const signal = AbortSignal.timeout(msMax)
  const answer = await fetch(url, { method: "POST", headers, body, signal }).catch(() => undefined)
  if (answer && answer.status !== 429 && answer.status < 500) return answer
  throw new Refusal("notStored", "The sign-in service does not answer now; ask again in a moment")
}

/** The claims of a token that came straight from the issuer's token endpoint, so its signature need not be checked again. */
const payloadOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8")) as Record<string, unknown>
