import type { Want } from "#shared/payments/parts.ts"
import { balanceFact } from "#shared/payments/payment-news.ts"
import type { Json } from "#shared/revenue/field.ts"
import type { Instant } from "#shared/time.ts"
import { inGroups } from "../runtime/in-groups.ts"
import { logger } from "../runtime/logger.ts"
import { customerOfKey, type Mode } from "../table/customer.ts"
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

/** Asks for everything that is due, and keeps what is answered as facts; the projector does the rest. Answers about how many payments and customers it asked. */
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

/** Asks for all that one payment or customer lacks. What fails is tried again by itself; the rest is kept. */
async function answer(ground: Ground, asker: Asker, row: WantedRow): Promise<void> {
  const failures: unknown[] = []
  for (const want of row.wants)
    try {
      // What happens from now on is told later than the answer.
      const asked = { at: ground.clock.machine(), happenedAt: ground.clock.business() }
      for (const object of await asker.ask(want)) await keep(ground, row, want, object as Json, asked)
    } catch (error) {
      failures.push(error)
    }
  const [first] = failures
  if (first && !failures.every(asker.isUnknown)) logger.warn("Stripe did not answer", { error: first, pk: row.pk })
  const text = String((first as Error | undefined)?.message ?? "").slice(0, 300)
  if (first) await noteFailure(ground.db, row, { text, isUnknown: failures.every(asker.isUnknown) })
}

/** When Stripe was asked, by the machine's clock and by the one that Stripe's events go by. */
interface Asked {
  at: Instant
  happenedAt: Instant
}

async function keep(
  ground: Ground,
  row: WantedRow,
  want: Want,
  object: Json,
  { at, happenedAt }: Asked,
): Promise<void> {
  if (want.object === "subscription")
    return keepAnswer(ground, customerOfKey(row).mode, object, { at: happenedAt, asked: at })
  const payment = paymentOfKey(row)
  if (want.object !== "balance") return keepAnswer(ground, payment.mode, object, { at, asked: at })
  for (const fact of balanceFact(object, tellingAsked(at, at)))
    await appendPaymentFact(ground.db, payment, fact, { asked: at })
}
