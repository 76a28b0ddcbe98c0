import type { Instant } from "#shared/time.ts"
import { type Db, queryAll, type Row } from "./db.ts"

/**
 * Live topics: a number that grows with every change a page may want to see.
 *   pk  topic#<name>
 *   sk  version
 *   sk  socket#<connection>   who listens; gone with its ttl when nobody said goodbye
 * And one row per connection, so that a goodbye finds its topics:
 *   pk  socket#<connection>
 *   sk  connection
 */
export const bumpTopic = async (db: Db, topic: string): Promise<number> => {
  const row = await db.change({
    update: { pk: `topic#${topic}`, sk: "version" },
    set: { kind: "topic" },
    add: { version: 1 },
  })
  return row === "refused" ? 0 : Number(row["version"])
}

export const topicVersion = async (db: Db, topic: string): Promise<number> =>
  Number((await db.get({ pk: `topic#${topic}`, sk: "version" }))?.["version"] ?? 0)

export async function topicVersions(db: Db, topics: readonly string[]): Promise<Record<string, number>> {
  const rows = await db.getMany(topics.map((topic) => ({ pk: `topic#${topic}`, sk: "version" })))
  const known = new Map(rows.map((row) => [row.pk.slice("topic#".length), Number(row["version"])]))
  return Object.fromEntries(topics.map((topic) => [topic, known.get(topic) ?? 0]))
}

export const SOCKET_LIFE_SECONDS = 3 * 3_600

export const keepSocket = (db: Db, connectionId: string, personId: string, at: Instant, ttl: number) =>
  db.write({
    put: { pk: `socket#${connectionId}`, sk: "connection", kind: "socket", personId, topics: [], connectedAt: at, ttl },
  })

export async function listen(
  db: Db,
  connectionId: string,
  topics: readonly string[],
  ttl: number,
): Promise<"done" | "refused"> {
  const kept = await db.write({
    update: { pk: `socket#${connectionId}`, sk: "connection" },
    set: { topics: [...topics] },
    when: { present: "pk" },
  })
  if (kept === "refused") return kept
  await Promise.all(
    topics.map((topic) =>
      db.write({ put: { pk: `topic#${topic}`, sk: `socket#${connectionId}`, kind: "listener", connectionId, ttl } }),
    ),
  )
  return "done"
}

export async function dropSocket(db: Db, connectionId: string): Promise<void> {
  const row = await db.get({ pk: `socket#${connectionId}`, sk: "connection" })
  const topics = (row?.["topics"] as string[] | undefined) ?? []
  await Promise.all(topics.map((topic) => db.write({ remove: { pk: `topic#${topic}`, sk: `socket#${connectionId}` } })))
  await db.write({ remove: { pk: `socket#${connectionId}`, sk: "connection" } })
}

export const listenersOf = async (db: Db, topic: string): Promise<string[]> =>
  (await queryAll(db, { pk: `topic#${topic}`, sk: { begins: "socket#" } })).map((row: Row) =>
    String(row["connectionId"]),
  )
