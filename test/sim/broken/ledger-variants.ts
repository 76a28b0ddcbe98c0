import type { TransactWrite } from "../../../functions/table/db.ts"
import type { Variant } from "../steps.ts"
import { over } from "./over-table.ts"

const isPutOf = (write: TransactWrite, kind: string): boolean => "put" in write && write.put.kind === kind
const withoutCondition = (write: TransactWrite): TransactWrite => ("put" in write ? { put: write.put } : write)

/** Ways to give twice, to charge twice or never, or to lose count. */
export const LEDGER_VARIANTS: readonly Variant[] = [
  {
    name: "balanceThenEntry",
    wrong: "The balance is written first, and the entry in a step of its own.",
    world: "ledger",
    steps: over((db) => ({
      transact: async (writes) => {
        const heads = writes.filter((write) => isPutOf(write, "ledgerHead"))
        const outcome = heads.length === 0 ? "done" : await db.transact(heads)
        return outcome === "done" ? db.transact(writes.filter((write) => !heads.includes(write))) : outcome
      },
    })),
  },
  {
    name: "headAnyway",
    wrong: "Entry and balance are written without asking whether somebody entered something meanwhile.",
    world: "ledger",
    steps: over((db) => ({
      transact: (writes) =>
        db.transact(
          writes.map((write) =>
            ["ledgerHead", "ledgerEntry", "organization"].some((kind) => isPutOf(write, kind))
              ? withoutCondition(write)
              : write,
          ),
        ),
    })),
  },
  {
    name: "settledAnyway",
    wrong: "A day is charged without asking whether somebody else charged it meanwhile.",
    world: "ledger",
    steps: over((db) => ({
      transact: (writes) =>
        db.transact(writes.map((write) => (isPutOf(write, "settled") ? withoutCondition(write) : write))),
    })),
  },
  {
    name: "unmarkedAnyway",
    wrong: "Hours are taken for settled though one was marked again meanwhile.",
    world: "ledger",
    steps: over((db) => ({
      write: (write) => {
        if (!("update" in write) || !write.drop?.includes("hours")) return db.write(write)
        const { when: _, ...anyway } = write
        return db.write(anyway)
      },
    })),
  },
  {
    name: "givenAgain",
    wrong: "A gift that is asked for again is given again: nothing keeps which entry a request made.",
    world: "ledger",
    steps: over((db) => ({
      transact: (writes) =>
        db.transact(writes.map((write) => (isPutOf(write, "ledgerAsked") ? withoutCondition(write) : write))),
    })),
  },
]
