import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb"
import { unmarshall } from "@aws-sdk/util-dynamodb"
import type { Row } from "../../../functions/table/db.ts"
import { LOCAL_CREDENTIALS } from "../../../infra/local/environment.ts"
import { IN_FOLDER } from "../../../infra/local/folder.ts"
import { TABLE } from "../../../infra/river.ts"

/** The engine that works on a data folder's file, found by what it runs: its process and where it answers. */
export function engineOf(dataDir: string): { pid: number; url: string } {
  const file = join(resolve(dataDir), IN_FOLDER.engineFile)
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const words = wordsOf(pid)
    if (words.includes(file)) return { pid: Number(pid), url: `http://127.0.0.1:${words[words.indexOf("--port") + 1]}` }
  }
  throw new Error(`No engine works on ${file}`)
}

/** A process that ended between two looks has no words. */
function wordsOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0")
  } catch {
    return []
  }
}

/** Every row of the table as the engine holds it; with kinds, only the keys of rows of these kinds. */
export async function rowsOf(engineUrl: string, kinds?: readonly string[]): Promise<Row[]> {
  const client = new DynamoDBClient({ endpoint: engineUrl, ...LOCAL_CREDENTIALS })
  const rows: Row[] = []
  try {
    let after: ScanCommand["input"]["ExclusiveStartKey"]
    do {
      const page = await client.send(
        new ScanCommand({ TableName: TABLE.name, ConsistentRead: true, ExclusiveStartKey: after, ...only(kinds) }),
      )
      rows.push(...(page.Items ?? []).map((item) => unmarshall(item) as Row))
      after = page.LastEvaluatedKey
    } while (after)
    return rows
  } finally {
    client.destroy()
  }
}

function only(kinds: readonly string[] | undefined): Partial<ScanCommand["input"]> {
  if (!kinds) return {}
  const names = kinds.map((kind, nth) => [`:${nth}`, { S: kind }] as const)
  return {
    FilterExpression: `#kind IN (${names.map(([name]) => name).join(",")})`,
    ProjectionExpression: "pk, sk",
    ExpressionAttributeNames: { "#kind": "kind" },
    ExpressionAttributeValues: Object.fromEntries(names),
  }
}
