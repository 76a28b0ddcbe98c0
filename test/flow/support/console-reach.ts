import { ADMIN, type TestConsole } from "../../support/console.ts"
import type { Reach } from "./reach.ts"

/** A console of this process, reached as one of another process is. */
export const reachOf = (river: TestConsole): Reach => ({
  async send(method, path, headers, body) {
    const answer = await fetch(`${river.url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body as BodyInit }),
    })
    const type = answer.headers.get("content-type") ?? ""
    const text = await answer.text()
    return { status: answer.status, type, body: type.includes("json") && text ? JSON.parse(text) : text }
  },
  async call(method, path, options = {}) {
    const { status, headers, body } = await river.call(method, path, { as: ADMIN, ...options })
    return { status, type: headers.get("content-type") ?? "", body }
  },
  settle: () => river.settled(),
  advance: (ms) => river.advance(ms),
})
