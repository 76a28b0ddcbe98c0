import { DatabaseSync } from "node:sqlite"

/**
 * What the engine leaves undone, done in its own file. This is the private schema of @dynoxide/linux-x64 1.2.1,
 * which is why package.json pins that version exactly.
 */
export interface EngineFile {
  /** Removes stream records up to and including a sequence number; the newest stays, for the next number is counted from it. */
  trim(sequence: bigint): number
  /** Keys of rows whose time to live has passed. */
  expired(nowSeconds: number, limit: number): { pk: string; sk: string; ttl: string }[]
  close(): void
}

/** Small steps: the engine waits while its file is written to. */
export const TRIM_STEP = 500

export function openEngineFile(path: string, table: { name: string; ttl: string }): EngineFile {
  const file = new DatabaseSync(path, { timeout: 5000 })
  const ttl = `CAST(json_extract(item_json, '$.${table.ttl}.N') AS INTEGER)`
  // Without the first two every write scans the whole stream; without the third a sweep scans the whole table.
  file.exec(`
    PRAGMA synchronous = NORMAL;
    CREATE INDEX IF NOT EXISTS stream_by_table
      ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS stream_by_shard
      ON _stream_records (table_name, shard_id, CAST(sequence_number AS INTEGER));
    CREATE INDEX IF NOT EXISTS "${table.name}_ttl"
      ON "${table.name}" (${ttl}) WHERE json_extract(item_json, '$.${table.ttl}.N') IS NOT NULL;
  `)
  const newest = file.prepare(
    "SELECT MAX(CAST(sequence_number AS INTEGER)) AS sequence FROM _stream_records WHERE table_name = ?",
  )
  const remove = file.prepare(`
    DELETE FROM _stream_records WHERE id IN (
      SELECT id FROM _stream_records WHERE table_name = ? AND CAST(sequence_number AS INTEGER) <= ?
      ORDER BY CAST(sequence_number AS INTEGER) LIMIT ${TRIM_STEP})
  `)
  const expired = file.prepare(`
    SELECT json_extract(item_json, '$.pk.S') AS pk, json_extract(item_json, '$.sk.S') AS sk,
      json_extract(item_json, '$.${table.ttl}.N') AS ttl FROM "${table.name}"
    WHERE json_extract(item_json, '$.${table.ttl}.N') IS NOT NULL AND ${ttl} < ? LIMIT ?
  `)
  return {
    trim(sequence) {
      const last = newest.get(table.name)?.["sequence"]
      if (last === null || last === undefined) return 0
      const upTo = sequence < BigInt(last as number) ? sequence : BigInt(last as number) - 1n
      return Number(remove.run(table.name, upTo).changes)
    },
    expired: (nowSeconds, limit) =>
      expired.all(nowSeconds, limit) as unknown as { pk: string; sk: string; ttl: string }[],
    close: () => file.close(),
  }
}
