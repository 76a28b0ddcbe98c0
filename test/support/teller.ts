import type { Teller } from "../../functions/task/send-commands.ts"

type Shape = Record<string, unknown>

/** A refusal in Stripe's words. */
export class TurnedDown extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/**
 * A Stripe that holds these objects and does what it is told once for each key. `before` and `after` stand around the doing:
 * what they throw is a command that did not arrive, and one whose answer was lost.
 */
export function tellerOf(
  objects: readonly Shape[],
  { before = () => {}, after = () => {} }: { before?: () => void; after?: () => void } = {},
): Teller & { acted: Shape[]; sent: string[] } {
  const held = new Map(objects.map((one) => [`${String(one["object"])} ${String(one["id"])}`, one]))
  const keys = new Set<string>()
  const acted: Shape[] = []
  const sent: string[] = []
  return {
    acted,
    sent,
    modes: ["live", "test"],
    async send({ target: { kind, id }, parameters }, key) {
      sent.push(key)
      before()
      const object = held.get(`${kind} ${id}`)
      if (!object) throw new TurnedDown("resource_missing", `No such ${kind}: '${id}'`)
      if (!keys.has(key)) {
        keys.add(key)
        acted.push(parameters)
        held.set(`${kind} ${id}`, { ...object, ...parameters })
      }
      after()
      return { requestId: "req_1" }
    },
    read: async ({ kind, id }) => held.get(`${kind} ${id}`)!,
    refusalOf: (error) =>
      error instanceof TurnedDown ? { code: error.code, message: error.message, requestId: "req_1" } : undefined,
  }
}
