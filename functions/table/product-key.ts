import type { Instant } from "#shared/time.ts"
import { type Db, type Key, queryAll } from "./db.ts"
import { toldOr } from "./telling.ts"
import { saveTold, type ToldRow } from "./told-row.ts"

/**
 * A key of the product that an organization calls models with, as the product tells of it: how it begins and its hash, never
 * the key. All of an organization stand together.
 *   pk  productKeys#<organization>
 *   sk  <key>            its id, or where that is not told its hash, or its prefix
 */
export const productKey = (organizationId: string, keyId: string): Key => ({
  pk: `productKeys#${organizationId}`,
  sk: keyId,
})

/** A key of the product as far as it was told. */
export interface ProductKey {
  keyId: string
  name: string | null
  prefix: string | null
  hash: string | null
  project: string | null
  createdAt: Instant | null
  revokedAt: Instant | null
}

export const saveProductKey = (
  db: Db,
  organizationId: string,
  keyId: string,
  telling: Record<string, unknown>,
  revision: string,
) => saveTold(db, productKey(organizationId, keyId), { kind: "productKey", keyId }, telling, revision)

/** Every key that an organization has or had, by its id. */
export const productKeysOf = async (db: Db, organizationId: string): Promise<ProductKey[]> =>
  (await queryAll(db, { pk: `productKeys#${organizationId}` })).map((row) => productKeyOf(row as ToldRow))

const productKeyOf = ({ sk, told }: ToldRow): ProductKey => {
  const field = (name: string) => toldOr<string | null>(told, name, null)
  return {
    keyId: sk,
    name: field("name"),
    prefix: field("prefix"),
    hash: field("hash"),
    project: field("project"),
    createdAt: field("createdAt"),
    revokedAt: field("revokedAt"),
  }
}
