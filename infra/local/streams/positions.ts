import type { Store } from "../store.ts"

/** Where each reader stands in each shard, and which shards it has finished. */
export interface Positions {
  of(reader: string, shard: string): string | undefined
  save(reader: string, shard: string, sequence: string): void
  close(reader: string, shard: string): void
  isClosed(reader: string, shard: string): boolean
  /** The sequence number that all these readers have passed; undefined while one of them has read nothing. */
  passed(readers: readonly string[]): bigint | undefined
}

/** Places of one stream; a table made afresh has another stream and begins at its beginning. */
export function openPositions(store: Store, arn: string): Positions {
  store.swift.exec(`
    CREATE TABLE IF NOT EXISTS positions (
      arn TEXT NOT NULL, reader TEXT NOT NULL, shard TEXT NOT NULL, sequence TEXT, closed INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (arn, reader, shard))
  `)
  const select = store.swift.prepare(
    "SELECT sequence, closed FROM positions WHERE arn = ? AND reader = ? AND shard = ?",
  )
  const upsert = store.swift.prepare(`
    INSERT INTO positions (arn, reader, shard, sequence, closed) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET sequence = coalesce(excluded.sequence, sequence), closed = excluded.closed
  `)
  const selectReader = store.swift.prepare("SELECT sequence FROM positions WHERE arn = ? AND reader = ? AND closed = 0")
  return {
    of: (reader, shard) => (select.get(arn, reader, shard)?.["sequence"] ?? undefined) as string | undefined,
    save: (reader, shard, sequence) => void upsert.run(arn, reader, shard, sequence, 0),
    close: (reader, shard) => void upsert.run(arn, reader, shard, null, 1),
    isClosed: (reader, shard) => select.get(arn, reader, shard)?.["closed"] === 1,
    passed(readers) {
      let least: bigint | undefined
      for (const reader of readers) {
        const rows = selectReader.all(arn, reader)
        if (rows.length === 0) return undefined
        for (const { sequence } of rows) {
          const passed = BigInt(String(sequence ?? 0))
          if (least === undefined || passed < least) least = passed
        }
      }
      return least
    },
  }
}
