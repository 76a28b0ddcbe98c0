import type { Want } from "#shared/payments/parts.ts"
import type { Asker } from "../../functions/task/answer-wants.ts"

type Shape = Record<string, unknown>

/** A Stripe that knows these objects, each as the last telling of it, and no others. */
export function askerOf(objects: readonly Shape[]): Asker {
  const known = new Map(objects.map((one) => [`${String(one["object"])} ${String(one["id"])}`, one]))
  const listOf = (object: string, charge: string) =>
    [...known.values()].filter((one) => one["object"] === object && one["charge"] === charge)
  const one = (object: string, id: string) => {
    const found = known.get(`${object} ${id}`)
    if (!found) throw new Error(`No such ${object}: '${id}'`)
    return [found]
  }
  return {
    modes: ["live", "test"],
    isUnknown: (error) => String((error as Error).message).startsWith("No such"),
    ask: async ({ object, id }: Want) => {
      if (object === "refundsOf") return listOf("refund", id)
      if (object === "disputesOf") return listOf("dispute", id)
      return one(object === "balance" ? "balance_transaction" : object, id)
    },
  }
}
