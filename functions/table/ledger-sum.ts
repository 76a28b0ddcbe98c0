import { hash32 } from "#shared/id.ts"
import { type Db, type Key, queryAll, type TransactWrite } from "./db.ts"

/**
 * What all ledgers hold together, in shards, each changed in one transaction with the entry that changes it.
 *   pk  ledgers
 *   sk  <shard>    the sum of balances above zero, and of what ledgers are below zero
 */
const SHARDS = 16
const PARTITION = "ledgers"
const shardKey = (organizationId: string): Key => ({
  pk: PARTITION,
  sk: String(hash32(organizationId) % SHARDS).padStart(2, "0"),
})

const held = (balanceMicros: number): number => Math.max(0, balanceMicros)
const owed = (balanceMicros: number): number => Math.max(0, -balanceMicros)

/** The write that counts a balance that changes. */
export const ledgerSummed = (organizationId: string, beforeMicros: number, afterMicros: number): TransactWrite => ({
  update: shardKey(organizationId),
  set: { kind: "ledgerSum" },
  add: {
    heldMicros: held(afterMicros) - held(beforeMicros),
    owedMicros: owed(afterMicros) - owed(beforeMicros),
  },
})

/** What all organizations together can use, and what they are below zero, in micro-dollars. */
export async function ledgerSums(db: Db): Promise<{ heldMicros: number; owedMicros: number }> {
  const rows = await queryAll(db, { pk: PARTITION })
  const sum = (field: "heldMicros" | "owedMicros") => rows.reduce((all, row) => all + Number(row[field] ?? 0), 0)
  return { heldMicros: sum("heldMicros"), owedMicros: sum("owedMicros") }
}
