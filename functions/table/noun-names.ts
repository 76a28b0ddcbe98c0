import type { Db, Row } from "./db.ts"
import { productKey } from "./product-key.ts"
import { projectKey } from "./project.ts"
import { toldOr } from "./telling.ts"
import type { ToldRow } from "./told-row.ts"

/** Some of an organization's projects or keys, by their ids. */
export interface NounIds {
  projects: readonly string[]
  keys: readonly string[]
}

/** What these are called; of a key that has no name how it begins. Whatever was told without a name is left out. */
export async function nounNamesBy(db: Db, organizationId: string, { projects, keys }: NounIds) {
  const [ofProjects, ofKeys] = await Promise.all([
    rowsBy(db, organizationId, projectKey, projects),
    rowsBy(db, organizationId, productKey, keys),
  ])
  return {
    projects: named(ofProjects, ({ told }) => toldOr(told, "name", "")),
    keys: named(ofKeys, ({ told }) => toldOr(told, "name", "") || toldOr(told, "prefix", "")),
  }
}

const named = (rows: readonly Row[], nameOf: (row: ToldRow) => string): Map<string, string> =>
  new Map((rows as ToldRow[]).map((row) => [row.sk, nameOf(row)] as const).filter(([, name]) => name !== ""))

/** A row asked for alone costs half a unit at least; as many as these stand in three units or fewer when asked for together. */
const FEW = 6
const TOGETHER = 64

/** Few are asked for one by one. Of more it is cheaper to read the first rows of all, which mostly are all there are. */
async function rowsBy(
  db: Db,
  organizationId: string,
  keyOf: typeof projectKey,
  ids: readonly string[],
): Promise<Row[]> {
  if (ids.length <= FEW) return db.getMany(ids.map((id) => keyOf(organizationId, id)))
  const { rows, next } = await db.query({ pk: keyOf(organizationId, "").pk, limit: TOGETHER })
  const found = new Set(rows.map(({ sk }) => sk))
  const others = next ? ids.filter((id) => !found.has(id)) : []
  return [...rows, ...(await db.getMany(others.map((id) => keyOf(organizationId, id))))]
}
