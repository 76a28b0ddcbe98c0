import { paymentNewsOf } from "#shared/payments/payment-news.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import { inGroups } from "../runtime/in-groups.ts"
import { logger } from "../runtime/logger.ts"
import type { Ground } from "../table/ground.ts"
import {
  claimInvoice,
  dueInvoices,
  type FailedInvoiceRow,
  isAskedEnough,
  settleInvoice,
} from "../table/failed-invoice.ts"
import { tie } from "../table/payment.ts"
import type { Asker } from "./answer-wants.ts"
import { tellingAsked } from "./keep-answer.ts"

const A_LOOK = 50
const AT_ONCE = 4

/** Asks which charges the failed invoices that are due were tried with, and ties them together. Answers how many it asked about. */
export async function answerInvoices(
  ground: Ground,
  asker: Asker,
  until: () => boolean = () => false,
): Promise<number> {
  let asked = 0
  for (const mode of asker.modes) {
    const keys = await dueInvoices(ground.db, mode, ground.clock.due(), A_LOOK)
    await inGroups(keys, AT_ONCE, async (key) => {
      const row = until() ? undefined : await claimInvoice(ground.db, key, ground.clock.due())
      if (!row) return
      asked++
      await answer(ground, asker, mode, row)
    })
  }
  return asked
}

async function answer({ db, clock }: Ground, asker: Asker, mode: Mode, row: FailedInvoiceRow): Promise<void> {
  try {
    const at = clock.machine()
    for (const object of await asker.ask({ object: "invoice", id: row.sk })) {
      const news = paymentNewsOf(object as Record<string, unknown>, tellingAsked(at, at))
      if ("ties" in news) for (const one of news.ties) await tie(db, mode, one)
    }
    await settleInvoice(db, row)
  } catch (error) {
    if (asker.isUnknown(error) && isAskedEnough(row)) await settleInvoice(db, row)
    else logger.warn("Stripe did not answer", { error, pk: row.pk, sk: row.sk })
  }
}
