import { backOff } from "../runtime/retry.ts"
import type { Db, Key, Row, TransactWrite, Update, Write } from "./db.ts"
import {
  batchGetInput,
  distinctKeys,
  foundOf,
  getInput,
  type Operation,
  type Operations,
  queryInput,
  rowOf,
  transactInput,
  unitsOf,
  updateInput,
  writeCall,
} from "./wire.ts"

/** Carries one operation to DynamoDB. It tries again by itself after throttles, server errors and lost connections. */
export type Carry = <Name extends Operation>(
  operation: Name,
  input: Operations[Name][0],
) => Promise<Operations[Name][1]>

/**
 * What calls have cost so far. A lost condition costs units too, but its answer does not say how many: the least is counted,
 * 1 for a write and 2 for each write of a transaction.
 */
export interface Meter {
  readUnits: number
  writeUnits: number
  requests: number
}
export const newMeter = (): Meter => ({ readUnits: 0, writeUnits: 0, requests: 0 })

const BATCH_KEYS_MAX = 100
/** Collisions of transactions pass within milliseconds; rows that a batch left out come at the second or third asking. */
const TRIES_MAX = 10

/** The Db port over a carrier. */
export function dbOver(table: string, carry: Carry, meter: Meter = newMeter()): Db {
  const read = async <Name extends "GetItem" | "BatchGetItem" | "Query">(name: Name, input: Operations[Name][0]) => {
    meter.requests++
    const answer = await carry(name, input)
    meter.readUnits += unitsOf(answer.ConsumedCapacity)
    return answer
  }

  /** Sends a write until it neither collides with a transaction nor loses its condition. */
  const decided = async <Name extends "PutItem" | "UpdateItem" | "DeleteItem" | "TransactWriteItems">(
    name: Name,
    input: Operations[Name][0],
  ): Promise<Operations[Name][1] | { refused: number[] }> => {
    for (let tries = 0; ; tries++) {
      meter.requests++
      try {
        const answer = await carry(name, input)
        meter.writeUnits += unitsOf(answer.ConsumedCapacity)
        return answer
      } catch (error) {
        const refused = refusedIn(error)
        if (refused.length > 0) {
          meter.writeUnits += "TransactItems" in input ? 2 * (input.TransactItems?.length ?? 0) : 1
          return { refused }
        }
        if (!collided(error) || tries >= TRIES_MAX) throw error
        await backOff(tries)
      }
    }
  }

  const batch = async (keys: ReturnType<typeof distinctKeys>, strong: boolean): Promise<Row[]> => {
    const rows: Row[] = []
    let left = keys
    for (let tries = 0; left.length > 0; tries++) {
      if (tries > TRIES_MAX) throw new Error(`DynamoDB keeps leaving out ${left.length} rows of a batch`)
      if (tries > 0) await backOff(tries)
      const answer = await read("BatchGetItem", batchGetInput(table, left, strong))
      rows.push(...(answer.Responses?.[table] ?? []).map(rowOf))
      left = answer.UnprocessedKeys?.[table]?.Keys ?? []
    }
    return rows
  }

  return {
    async get(key: Key, options) {
      const { Item } = await read("GetItem", getInput(table, key, options?.strong ?? false))
      return Item && rowOf(Item)
    },
    async getMany(keys, options) {
      const distinct = distinctKeys(keys)
      const batches = Array.from({ length: Math.ceil(distinct.length / BATCH_KEYS_MAX) }, (_, nth) =>
        distinct.slice(nth * BATCH_KEYS_MAX, (nth + 1) * BATCH_KEYS_MAX),
      )
      const found = await Promise.all(batches.map((some) => batch(some, options?.strong ?? false)))
      return found.flat()
    },
    async query(query) {
      return foundOf(await read("Query", queryInput(table, query)))
    },
    async write(write: Write) {
      const { operation, input } = writeCall(table, write)
      return "refused" in (await decided(operation, input)) ? "refused" : "done"
    },
    async change(update: Update) {
      const answer = await decided("UpdateItem", { ...updateInput(table, update), ReturnValues: "ALL_NEW" })
      return "refused" in answer ? "refused" : rowOf(answer.Attributes ?? {})
    },
    async transact(writes: readonly TransactWrite[]) {
      const answer = await decided("TransactWriteItems", transactInput(table, writes, crypto.randomUUID()))
      return "refused" in answer ? answer : "done"
    },
  }
}

interface Told {
  name?: string
  CancellationReasons?: { Code?: string }[]
}

/** Positions of the conditions that an error says were lost: of a single write 0, of a transaction its own. */
function refusedIn(error: unknown): number[] {
  const { name, CancellationReasons = [] } = error as Told
  if (name === "ConditionalCheckFailedException") return [0]
  if (name !== "TransactionCanceledException") return []
  return CancellationReasons.flatMap(({ Code }, position) => (Code === "ConditionalCheckFailed" ? [position] : []))
}

const PASSING = new Set(["None", "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])

/** True of what passes by itself: another transaction held a row, or a transaction was throttled. */
function collided(error: unknown): boolean {
  const { name, CancellationReasons = [] } = error as Told
  if (name === "TransactionConflictException" || name === "TransactionInProgressException") return true
  return name === "TransactionCanceledException" && CancellationReasons.every(({ Code }) => PASSING.has(Code ?? "None"))
}
