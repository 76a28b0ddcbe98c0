import type { Db, Key, Row } from "./db.ts"

/** A row asked for alone costs half a unit at least; many short ones together cost no more than so many. */
const FEW = 6

/**
 * Rows of one partition by their ids, and others that stand beside them. Few are asked for one by one; of more it is cheaper to
 * read the first `firstMax` of all, which mostly are all there are.
 */
export async function rowsBeside(
  db: Db,
  keyOf: (id: string) => Key,
  ids: readonly string[],
  firstMax: number,
): Promise<Row[]> {
  if (ids.length <= FEW) return db.getMany(ids.map(keyOf))
  const rows: Row[] = []
  let after: Record<string, unknown> | undefined
  do {
    const query = { pk: keyOf("").pk, limit: firstMax - rows.length }
    const found = await db.query(after ? { ...query, after } : query)
    rows.push(...found.rows)
    after = found.next
  } while (after && rows.length < firstMax)
  const known = new Set(rows.map(({ sk }) => sk))
  const others = after ? ids.filter((id) => !known.has(id)) : []
  return [...rows, ...(await db.getMany(others.map(keyOf)))]
}
