import { ConditionalCheckFailedException, DeleteItemCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb"
import type { TABLE } from "../../river.ts"
import { LOCAL_CREDENTIALS } from "../environment.ts"
import { openEngineFile, TRIM_STEP } from "./file.ts"

const TRIM_EVERY_MS = 5_000
const TRIM_AGAIN_MS = 50
const SWEEP_EVERY_MS = 60_000
const SWEEP_STEP = 200

/** What DynamoDB does by itself and the engine does not: trims what every reader has read, and removes rows whose time is over. */
export interface Upkeep {
  /** One sweep now; answers how many rows it removed. */
  sweep(): Promise<number>
  /** One round of trimming now; answers how many records it removed. */
  trim(): number
  stop(): Promise<void>
}

export function startUpkeep(from: {
  file: string
  url: string
  table: typeof TABLE
  /** The sequence number that every reader has passed; undefined while one has read nothing yet. */
  passed: () => bigint | undefined
}): Upkeep {
  const file = openEngineFile(from.file, from.table)
  const client = new DynamoDBClient({ endpoint: from.url, ...LOCAL_CREDENTIALS })
  let working = Promise.resolve(0)

  /** Removes by condition, so that a row whose life was prolonged meanwhile stays. */
  const sweep = async (): Promise<number> => {
    const rows = file.expired(Math.floor(Date.now() / 1000), SWEEP_STEP)
    let removed = 0
    for (const { pk, sk, ttl } of rows) {
      const expired = new DeleteItemCommand({
        TableName: from.table.name,
        Key: { pk: { S: pk }, sk: { S: sk } },
        ConditionExpression: "#ttl = :seen",
        ExpressionAttributeNames: { "#ttl": from.table.ttl },
        ExpressionAttributeValues: { ":seen": { N: ttl } },
      })
      try {
        await client.send(expired)
        removed += 1
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
      }
    }
    return rows.length === SWEEP_STEP && removed > 0 ? removed + (await sweep()) : removed
  }
  /** A busy engine comes first: what is not trimmed now is trimmed next time. */
  const trim = (): number => {
    const passed = from.passed()
    try {
      return passed === undefined ? 0 : file.trim(passed)
    } catch {
      return 0
    }
  }
  let trimming: NodeJS.Timeout
  const keepTrimming = () => {
    trimming = setTimeout(keepTrimming, trim() === TRIM_STEP ? TRIM_AGAIN_MS : TRIM_EVERY_MS)
  }
  trimming = setTimeout(keepTrimming, TRIM_EVERY_MS)
  const sweeping = setInterval(() => {
    working = sweep().catch(() => 0)
  }, SWEEP_EVERY_MS)
  return {
    sweep,
    trim,
    async stop() {
      clearTimeout(trimming)
      clearInterval(sweeping)
      await working
      client.destroy()
      file.close()
    },
  }
}
