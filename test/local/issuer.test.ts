import { createHash, randomBytes } from "node:crypto"
import { createRemoteJWKSet, decodeJwt, jwtVerify } from "jose"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { CLIENT_ID } from "../../infra/local/environment.ts"
import { type PublicPort, listen } from "../../infra/local/gateway/server.ts"
import { type Issuer, openIssuer } from "../../infra/local/issuer/issuer.ts"
import { subjectOf } from "../../infra/local/people.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

let folder: TestFolder
let port: PublicPort
let issuer: Issuer
/** The issuer as it is after a restart, when a test made one. */
let serving: Issuer

beforeAll(async () => {
  folder = testFolder()
  port = await listen(0)
  serving = issuer = await openIssuer({ store: folder.store(), publicUrl: port.url })
  const door = { prefix: "/_issuer/", answer: (...it: Parameters<Issuer["answer"]>) => serving.answer(...it) }
  port.open([door], {}, { path: "/none", answer: async () => {} })
})
afterAll(async () => {
  await port.stop()
  folder.remove()
})

/** A browser: it keeps cookies and follows redirects until it is sent back to the console. */
function browser() {
  const jar = new Map<string, string>()
  const go = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const answer = await fetch(url, { ...init, redirect: "manual", headers: { ...init.headers, cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line)!
      if (value === "" || /expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, value)
    }
    const location = answer.headers.get("location")
    const next = location && new URL(location, url)
    return next && !next.pathname.startsWith("/session/") && !next.pathname.startsWith("/sign-in")
      ? go(next.href)
      : answer
  }
  return go
}

async function authorizeUrl(more: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString("base64url")
  const url = new URL(`${issuer.url}/oauth2/authorize`)
  const wanted = {
    client_id: CLIENT_ID,
    redirect_uri: `${port.url}/session/callback`,
    response_type: "code",
    scope: "openid profile email",
    state: "s",
    nonce: "n",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  }
  for (const [name, value] of Object.entries(wanted)) url.searchParams.set(name, value)
  return { url: url.href, verifier }
}
const codeOf = (answer: Response) =>
  new URL(answer.headers.get("location") ?? "http://none").searchParams.get("code") ?? ""

type Tokens = { access_token: string; id_token: string; refresh_token: string; expires_in: number; error?: string }
async function tokens(fields: Record<string, string>): Promise<Tokens> {
  const body = new URLSearchParams({ client_id: CLIENT_ID, redirect_uri: `${port.url}/session/callback`, ...fields })
  return (await (await fetch(`${issuer.url}/oauth2/token`, { method: "POST", body })).json()) as Tokens
}
async function signIn(go: ReturnType<typeof browser>, more: Record<string, string>): Promise<Tokens> {
  const { url, verifier } = await authorizeUrl(more)
  return tokens({ grant_type: "authorization_code", code: codeOf(await go(url)), code_verifier: verifier })
}

describe("signing in", () => {
  test("a hint finishes it at once; tokens verify by the published keys and look like Cognito's", async () => {
    const got = await signIn(browser(), { login_hint: "admin@demo.test" })
    const discovered = (await (await fetch(`${issuer.url}/.well-known/openid-configuration`)).json()) as {
      issuer: string
      jwks_uri: string
    }
    expect(discovered.issuer).toBe(issuer.url)
    const keys = createRemoteJWKSet(new URL(discovered.jwks_uri))
    const { payload: access } = await jwtVerify(got.access_token, keys, { issuer: issuer.url, algorithms: ["RS256"] })
    expect(access).toMatchObject({
      sub: subjectOf("admin@demo.test"),
      client_id: CLIENT_ID,
      token_use: "access",
      scope: "openid profile email",
      "cognito:groups": ["admin"],
    })
    expect(access).not.toHaveProperty("aud")
    expect(access.exp! - access.iat!).toBe(600)
    expect(access.exp! - access.iat!).toBe(got.expires_in)
    const { payload: id } = await jwtVerify(got.id_token, keys, { issuer: issuer.url, audience: CLIENT_ID })
    expect(id).toMatchObject({
      email: "admin@demo.test",
      email_verified: true,
      name: "Ines Okafor",
      token_use: "id",
      nonce: "n",
      auth_time: access["auth_time"],
    })
  })

  test("without a hint a page lists the people, and somebody else may be named", async () => {
    const go = browser()
    const { url, verifier } = await authorizeUrl()
    const page = await (await go(url)).text()
    for (const email of ["admin@demo.test", "readonly@acme.test"]) expect(page).toContain(`value="${email}"`)
    expect(page).not.toMatch(/<script|<style|style=| on\w+=/)
    const [, action = ""] = /action="([^"]+)"/.exec(page)!
    const chosen = await go(new URL(action, issuer.url).href, {
      method: "POST",
      body: new URLSearchParams({ email: "New.Person@example.com" }),
    })
    const got = await tokens({ grant_type: "authorization_code", code: codeOf(chosen), code_verifier: verifier })
    expect(decodeJwt(got.id_token)).toMatchObject({
      email: "new.person@example.com",
      sub: subjectOf("new.person@example.com"),
    })
  })

  test("a running session serves the same person; a hint for another asks again", async () => {
    const go = browser()
    await signIn(go, { login_hint: "admin@demo.test" })
    expect(decodeJwt((await signIn(go, {})).access_token).sub).toBe(subjectOf("admin@demo.test"))
    expect(decodeJwt((await signIn(go, { login_hint: "member@acme.test" })).access_token).sub).toBe(
      subjectOf("member@acme.test"),
    )
  })

  test("a fresh sign-in has a new time, a refreshed token the old one", async () => {
    const go = browser()
    const first = await signIn(go, { login_hint: "admin@demo.test" })
    const firstTime = Number(decodeJwt(first.access_token)["auth_time"])
    await new Promise((resolve) => setTimeout(resolve, 1100))
    const again = await signIn(go, {})
    expect(decodeJwt(again.access_token)["auth_time"]).toBe(firstTime)
    const refreshed = await tokens({ grant_type: "refresh_token", refresh_token: first.refresh_token })
    expect(decodeJwt(refreshed.access_token)["auth_time"]).toBe(firstTime)
    const fresh = await signIn(go, { login_hint: "admin@demo.test", prompt: "login" })
    expect(Number(decodeJwt(fresh.access_token)["auth_time"])).toBeGreaterThan(firstTime)
  })

  test("a code needs its verifier, works once, and goes back to the console only", async () => {
    const go = browser()
    const { url, verifier } = await authorizeUrl({ login_hint: "admin@demo.test" })
    const code = codeOf(await go(url))
    expect((await tokens({ grant_type: "authorization_code", code, code_verifier: "x".repeat(43) })).error).toBe(
      "invalid_grant",
    )
    const { url: second, verifier: right } = await authorizeUrl({ login_hint: "admin@demo.test" })
    const good = codeOf(await go(second))
    expect(
      (await tokens({ grant_type: "authorization_code", code: good, code_verifier: right })).access_token,
    ).toBeTruthy()
    expect((await tokens({ grant_type: "authorization_code", code: good, code_verifier: right })).error).toBe(
      "invalid_grant",
    )
    void verifier
    const elsewhere = await authorizeUrl({ redirect_uri: "https://elsewhere.example/session/callback" })
    expect((await fetch(elsewhere.url, { redirect: "manual" })).status).toBe(400)
    const bare = new URL((await authorizeUrl({ login_hint: "admin@demo.test" })).url)
    bare.searchParams.delete("code_challenge")
    bare.searchParams.delete("code_challenge_method")
    expect((await go(bare.href)).headers.get("location")).toContain("error=invalid_request")
  })
})

describe("afterwards", () => {
  test("a restart keeps sessions, refresh tokens and keys", async () => {
    const go = browser()
    const before = await signIn(go, { login_hint: "viewer@demo.test" })
    serving = await openIssuer({ store: folder.store(), publicUrl: port.url })
    expect(serving.key.private).toEqual(issuer.key.private)
    const refreshed = await tokens({ grant_type: "refresh_token", refresh_token: before.refresh_token })
    expect(decodeJwt(refreshed.access_token).sub).toBe(subjectOf("viewer@demo.test"))
    expect(decodeJwt((await signIn(go, {})).access_token).sub).toBe(subjectOf("viewer@demo.test"))
  })

  test("signing out ends the session here and returns to the console, nowhere else", async () => {
    const go = browser()
    await signIn(go, { login_hint: "viewer@demo.test" })
    const out = (uri: string) => go(`${issuer.url}/logout?client_id=${CLIENT_ID}&logout_uri=${encodeURIComponent(uri)}`)
    expect((await out("https://elsewhere.example/")).status).toBe(400)
    expect((await out(`${port.url}/sign-in`)).headers.get("location")).toBe(`${port.url}/sign-in`)
    expect(await (await go((await authorizeUrl()).url)).text()).toContain("Who are you?")
  })

  test("a revoked refresh token is worth nothing", async () => {
    const got = await signIn(browser(), { login_hint: "viewer@demo.test" })
    const body = new URLSearchParams({ client_id: CLIENT_ID, token: got.refresh_token })
    expect((await fetch(`${issuer.url}/oauth2/revoke`, { method: "POST", body })).status).toBe(200)
    expect((await tokens({ grant_type: "refresh_token", refresh_token: got.refresh_token })).error).toBe(
      "invalid_grant",
    )
  })

  test("a token for scripts is as old as asked", async () => {
    const [now, stale] = await Promise.all([
      issuer.tokenOf("owner@acme.test", { stale: false }),
      issuer.tokenOf("owner@acme.test", { stale: true }),
    ])
    expect(Number(decodeJwt(now!)["auth_time"]) - Number(decodeJwt(stale!)["auth_time"])).toBeGreaterThanOrEqual(3599)
    expect(await issuer.tokenOf("nobody@acme.test", { stale: false })).toBeUndefined()
  })
})
