import type { TransactWrite } from "../../../functions/table/db.ts"
import type { Variant } from "../steps.ts"
import { over } from "./over-table.ts"

const isPutOf = (write: TransactWrite | undefined, kind: string): boolean =>
  write !== undefined && "put" in write && write.put.kind === kind

/** Ways to enter twice what Stripe told, to enter what is no more so, or to miss it. */
export const ACCOUNT_VARIANTS: readonly Variant[] = [
  {
    name: "enteredAnyway",
    wrong: "What is due is entered without asking whether somebody else entered it meanwhile.",
    world: "accounts",
    steps: over((db) => ({
      transact: (writes) =>
        db.transact(
          writes.map((write) => (isPutOf(write, "stripeEntered") && "put" in write ? { put: write.put } : write)),
        ),
    })),
  },
  {
    name: "unfencedAccount",
    wrong: "A fold that was overtaken enters what it found all the same.",
    world: "accounts",
    steps: over((db) => ({
      transact: (writes) =>
        db.transact(writes.map((write) => ("check" in write ? { ...write, when: { ne: ["gen", -1] } } : write))),
    })),
  },
  {
    name: "paidThenMarked",
    wrong: "What a customer paid is written, and the customer marked in a step of its own.",
    world: "accounts",
    steps: over((db) => ({
      transact: async (writes) => {
        const mark = writes.find((_, at) => isPutOf(writes[at - 1], "customerPaid"))
        const outcome = await db.transact(writes.filter((write) => write !== mark))
        if (outcome === "done" && mark && !("check" in mark)) await db.write(mark)
        return outcome
      },
    })),
  },
]
