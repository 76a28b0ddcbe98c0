import { isControlKey } from "../../functions/table/bucket.ts"
import type { Row } from "../../functions/table/db.ts"
import type { Store } from "./store.ts"
import { Broken } from "./world.ts"

/** Follows the table's stream, which tells every write, for what is due and for what must hold after every step. */
export interface WorkWatch {
  /** When the next piece of work is due, infinitely late when there is none. */
  nextDueMs(): number
  /** I8, after a step: whatever is marked and not yet folded stands in the work index. */
  look(): void
}

export function watchWork(store: Store): WorkWatch {
  const due = new Map<string, number>()
  const standing = new Map<string, Row>()
  let position = store.records.length

  const rowAt = (pk: string, sk: string) => standing.get(`${pk} ${sk}`)
  const follow = (): Row[] => {
    const written: Row[] = []
    for (; position < store.records.length; position++) {
      const { key, after } = store.records[position]!
      const name = `${key.pk} ${key.sk}`
      due.delete(name)
      if (after?.gsi2pk?.startsWith("work#")) due.set(name, Date.parse(String(after.gsi2sk)))
      if (!after) continue
      const watched =
        after.kind === "control" ||
        after.kind === "cube" ||
        after.kind.startsWith("customer") ||
        after.kind.startsWith("payment")
      if (watched && !after.kind.endsWith("Fact")) standing.set(name, after)
      if (after.kind === "control" || after.kind.endsWith("Control")) written.push(after)
    }
    return written
  }

  return {
    nextDueMs: () => {
      follow()
      return Math.min(Infinity, ...due.values())
    },
    look: () => {
      for (const control of follow()) {
        if (control.gsi2pk !== undefined || control["sealed"] === true) continue
        const { pk, sk } = control
        const product = isControlKey(control)
          ? rowAt(pk, `${sk.slice(0, -1)}d`)
          : rowAt(pk, pk.startsWith("payment#") ? "fold" : "timeline")
        if (Number(product?.["gen"] ?? -1) < Number(control["dirty"]))
          throw new Broken(
            "I8",
            `${pk} ${sk} was marked ${control["dirty"]} times, covers ${product?.["gen"]}, and is not due`,
          )
      }
    },
  }
}
