import { msOf } from "#shared/time.ts"
import { forgetChoices } from "./preferences.ts"

const EARLY_MS = 60_000

interface Token {
  text: string
  expiresAtMs: number
}

let token: Token | undefined
let asking: Promise<Token> | undefined

/** There is no session, or it was ended: the page turns to the sign-in. */
export class SignedOut extends Error {
  override name = "SignedOut"
}

/**
 * A token that is good for at least a minute, kept in memory only. Tabs take turns, because each answer may replace the
 * cookie that the next one needs.
 */
export async function accessToken(): Promise<string> {
  const left = token ? token.expiresAtMs - Date.now() : 0
  if (left > EARLY_MS) return token!.text
  asking ??= navigator.locks.request("watchbill.session", askToken).finally(() => {
    asking = undefined
  })
  try {
    token = await asking
  } catch (error) {
    if (error instanceof SignedOut || left <= 0) throw error
  }
  return token!.text
}

/** Forgets a token that an answer called unknown, unless a newer one is here already. */
export function forgetToken(text: string): void {
  if (token?.text === text) token = undefined
}

async function askToken(): Promise<Token> {
  const answer = await fetch("/session/token", { method: "POST", signal: AbortSignal.timeout(10_000) })
  if (answer.status === 401) throw new SignedOut("There is no session")
  if (!answer.ok) throw new Error(`The session answered ${answer.status}`)
  const { accessToken, expiresAt } = (await answer.json()) as { accessToken: string; expiresAt: string }
  const serverNow = Date.parse(answer.headers.get("date") ?? "") || Date.now()
  return { text: accessToken, expiresAtMs: Date.now() + msOf(expiresAt) - serverNow }
}

/** This page's address, for coming back to it. */
export const here = (): string => location.pathname + location.search

/** Leaves for the sign-in page and, after it, comes back here. */
export function turnToSignIn(): void {
  location.replace(`/sign-in?back=${encodeURIComponent(here())}`)
}

/** Where a fresh sign-in begins; it comes back to this page. */
export const freshSignInHref = (): string => `/session/sign-in?fresh=1&back=${encodeURIComponent(here())}`

/** Ends the session here and at the issuer. */
export async function signOut(): Promise<void> {
  token = undefined
  forgetChoices(["organizations.", "sandboxes", "demo"])
  const answer = await fetch("/session/sign-out", { method: "POST" }).catch(() => undefined)
  const { url } = answer?.ok ? ((await answer.json()) as { url: string }) : { url: "/sign-in" }
  location.assign(url)
}

/** Who may be chosen on one machine. On AWS the list is empty and the issuer asks. */
export interface SignInOptions {
  people: readonly { name: string; email: string; what: string }[]
  sample: boolean
}

/** The people the sign-in page offers; none when the question fails, so that one can always continue. */
export async function readSignInOptions(): Promise<SignInOptions> {
  const answer = await fetch("/session/options", { signal: AbortSignal.timeout(10_000) }).catch(() => undefined)
  return answer?.ok ? ((await answer.json()) as SignInOptions) : { people: [], sample: false }
}
