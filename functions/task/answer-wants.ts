import type { Want } from "#shared/payments/parts.ts"
import { balanceFact } from "#shared/payments/payment-news.ts"
import { inGroups } from "../runtime/in-groups.ts"
import { logger } from "../runtime/logger.ts"
import type { Mode } from "../table/customer.ts"
import type { Ground } from "../table/ground.ts"
import { appendPaymentFact, paymentOfKey } from "../table/payment.ts"
import { claimWanted, dueWanted, noteFailure, type WantedRow } from "../table/wanted.ts"
import { keepAnswer, tellingAsked } from "./keep-answer.ts"

/** The outside service that knows, and what its refusals mean. */
export interface Asker {
  /** The modes that its key may ask about. */
  modes: readonly Mode[]
  /** The objects that a want names, as the API tells them. */
  ask(want: Want): Promise<object[]>
  /** Whether an error says that there is no such object. */
  isUnknown(error: unknown): boolean
}

const A_LOOK = 50
const AT_ONCE = 4

/** Asks for everything that is due, and keeps what is answered as facts; the projector does the rest. Answers how many payments it asked about. */
export async function answerWants(ground: Ground, asker: Asker, until: () => boolean = () => false): Promise<number> {
  let asked = 0
  for (;;) {
    const due = ground.clock.due()
    const keys = await Promise.all(asker.modes.map((mode) => dueWanted(ground.db, mode, due, A_LOOK)))
    const rows = await inGroups(keys.flat(), AT_ONCE, async (key) => {
      const row = until() ? undefined : await claimWanted(ground.db, key, ground.clock.due())
      if (row) await answer(ground, asker, row)
      return row
    })
    const claimed = rows.filter((row) => row !== undefined).length
    asked += claimed
    if (claimed === 0 || until()) return asked
  }
}

/** Asks for all that one payment lacks. What fails is tried again by itself; the rest is kept. */
async function answer(ground: Ground, asker: Asker, row: WantedRow): Promise<void> {
  const failures: unknown[] = []
  for (const want of row.wants)
    try {
      for (const object of await asker.ask(want)) await keep(ground, row, want, object as Record<string, unknown>)
    } catch (error) {
      failures.push(error)
    }
  const [first] = failures
  if (first && !failures.every(asker.isUnknown)) logger.warn("Stripe did not answer", { error: first, pk: row.pk })
  const text = String((first as Error | undefined)?.message ?? "").slice(0, 300)
  if (first) await noteFailure(ground.db, row, { text, isUnknown: failures.every(asker.isUnknown) })
}

async function keep(ground: Ground, row: WantedRow, { object: wanted }: Want, object: Record<string, unknown>) {
  const payment = paymentOfKey(row)
  const asked = ground.clock.machine()
  if (wanted !== "balance") return keepAnswer(ground, payment.mode, object, { at: asked, asked })
  for (const fact of balanceFact(object, tellingAsked(asked, asked)))
    await appendPaymentFact(ground.db, payment, fact, { asked })
}
