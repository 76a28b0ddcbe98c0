import type { Db, TransactWrite } from "../../../functions/table/db.ts"
import { DUE_FIELD_NAMES } from "../../../functions/table/work.ts"
import type { Variant } from "../steps.ts"
import { over } from "./over-table.ts"

const isOfPayment = (write: TransactWrite): boolean => "put" in write && write.put.kind === "payment"

/** Ways to lose a payment, or to keep too much of it. */
export const PAYMENT_VARIANTS: readonly Variant[] = [
  {
    name: "unfencedList",
    wrong: "A fold writes to the list without asking whether a newer one has been there.",
    world: "payments",
    steps: over((db) => ({
      transact: (writes) =>
        db.transact(writes.map((write) => (isOfPayment(write) && "put" in write ? { put: write.put } : write))),
    })),
  },
  {
    name: "tiedLater",
    wrong: "What belongs together is noted when somebody has looked for it.",
    world: "payments",
    steps: over((db) => {
      const later: Parameters<Db["write"]>[0][] = []
      return {
        write: async (write) => {
          if ("put" in write && write.put.kind === "paymentTie") {
            later.push(write)
            return "done"
          }
          // The delivery is settled last.
          if ("update" in write && write.update.pk.startsWith("inbox#"))
            await Promise.all(later.splice(0).map((one) => db.write(one)))
          return db.write(write)
        },
      }
    }),
  },
  {
    name: "askedOnce",
    wrong: "What Stripe did not answer is not asked again.",
    world: "payments",
    steps: over((db) => ({
      write: (write) =>
        "update" in write && write.update.sk === "wanted" && write.set?.["failure"]
          ? db.write({ ...write, drop: DUE_FIELD_NAMES })
          : db.write(write),
    })),
  },
]
