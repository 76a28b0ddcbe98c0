import { forgetChoices } from "./preferences.ts"
import { forgetToken } from "./token.ts"

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
  forgetToken()
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
