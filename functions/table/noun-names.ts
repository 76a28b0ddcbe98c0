import type { Db, Row } from "./db.ts"
import { productKey } from "./product-key.ts"
import { projectKey } from "./project.ts"
import { rowsBeside } from "./rows-beside.ts"
import { toldOr } from "./telling.ts"
import type { ToldRow } from "./told-row.ts"

/** Some of an organization's projects or keys, by their ids. */
export interface NounIds {
  projects: readonly string[]
  keys: readonly string[]
}

/** As many rows of projects, or of keys, cost three units or fewer together. */
const FIRST_MAX = 64

/** What these are called; of a key that has no name how it begins. Whatever was told without a name is left out. */
export async function nounNamesBy(db: Db, organizationId: string, { projects, keys }: NounIds) {
  const [ofProjects, ofKeys] = await Promise.all([
    rowsBeside(db, (id) => projectKey(organizationId, id), projects, FIRST_MAX),
    rowsBeside(db, (id) => productKey(organizationId, id), keys, FIRST_MAX),
  ])
  return {
    projects: named(ofProjects, ({ told }) => toldOr(told, "name", "")),
    keys: named(ofKeys, ({ told }) => toldOr(told, "name", "") || toldOr(told, "prefix", "")),
  }
}

const named = (rows: readonly Row[], nameOf: (row: ToldRow) => string): Map<string, string> =>
  new Map((rows as ToldRow[]).map((row) => [row.sk, nameOf(row)] as const).filter(([, name]) => name !== ""))
