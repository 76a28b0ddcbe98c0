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

/** Forgets a token that an answer called unknown, unless a newer one is here already; without one, whichever there is. */
export function forgetToken(text?: string): void {
  if (text === undefined || token?.text === text) token = undefined
}

async function askToken(): Promise<Token> {
  const answer = await fetch("/session/token", { method: "POST", signal: AbortSignal.timeout(10_000) })
  if (answer.status === 401) throw new SignedOut("There is no session")
  if (!answer.ok) throw new Error(`The session answered ${answer.status}`)
  const { accessToken, expiresAt } = (await answer.json()) as { accessToken: string; expiresAt: string }
  const serverNow = Date.parse(answer.headers.get("date") ?? "") || Date.now()
  return { text: accessToken, expiresAtMs: Date.now() + Date.parse(expiresAt) - serverNow }
}
