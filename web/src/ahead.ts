import { accessToken } from "./token.ts"

/** A question takes no longer; and an answer that nobody took by then would tell of a past. */
const WITHIN_MS = 10_000

const answers = new Map<string, { answer: Promise<Response>; untilMs: number }>()

/** Asks the API for an address before the page that wants the answer has arrived. */
export function askAhead(url: string): void {
  const signal = AbortSignal.timeout(WITHIN_MS)
  const answer = accessToken().then((token) =>
    fetch(url, { cache: "no-store", headers: { authorization: `Bearer ${token}` }, signal }),
  )
  answer.catch(() => {})
  answers.set(url, { answer, untilMs: performance.now() + WITHIN_MS })
}

/** What was asked for ahead, good or bad; it is given once. Undefined when it was not asked for, or long ago. */
export function takeAhead(url: string): Promise<Response> | undefined {
  const asked = answers.get(url)
  answers.delete(url)
  return asked && performance.now() < asked.untilMs ? asked.answer : undefined
}
