import { ABSENT, type Condition, type Db, type Key, type Row, type TransactWrite } from "./db.ts"
import { mergeTelling, type Told } from "./telling.ts"

/** A noun's row: each field with the revision of its newest telling; `changes` counts the row's versions. */
export interface ToldRow extends Row {
  told: Told
  changes: number
}

const ATTEMPTS_MAX = 12

/**
 * Merges one telling into a noun's row: read, merge, put if nobody was faster; `undefined` when everything was known already.
 * `also` are writes that stand or fall with it; `index` places what is known in GSI1.
 */
export async function saveTold(
  db: Db,
  key: Key,
  fixed: { kind: string; [field: string]: unknown },
  telling: Record<string, unknown>,
  revision: string,
  also: (row: Row) => TransactWrite[] = () => [],
  index: (told: Told) => Pick<Row, "gsi1pk" | "gsi1sk"> = () => ({}),
): Promise<Row | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
    const held = (await db.get(key, { strong: true })) as ToldRow | undefined
    const told = mergeTelling(held?.told ?? {}, telling, revision)
    if (!told && held) return undefined
    const changes = (held?.changes ?? 0) + 1
    const { gsi1pk: _, gsi1sk: __, ...kept } = held ?? {}
    const row: Row = { ...kept, ...key, ...fixed, ...index(told ?? {}), told: told ?? {}, changes }
    const when: Condition = held ? { eq: ["changes", held.changes] } : ABSENT
    const writes = also(row)
    const outcome =
      writes.length > 0 ? await db.transact([{ put: row, when }, ...writes]) : await db.write({ put: row, when })
    if (outcome === "done") return row
  }
  throw new Error(`${key.pk} changed too often to be merged`)
}
