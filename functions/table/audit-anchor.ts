import type { Instant } from "#shared/time.ts"
import { auditPartition } from "./audit-entry.ts"
import { ABSENT, type Db, type Key } from "./db.ts"
import type { Anchor, ChainPlace } from "./verify-chain.ts"

/**
 * Where a chain was last anchored: a walk begins there. What proves it stands in the bucket of anchors, which nobody reads back.
 *   pk  audit#<scope>
 *   sk  anchor
 */
const anchorKey = (scope: string): Key => ({ pk: auditPartition(scope), sk: "anchor" })

/** Notes an anchor once it stands in its bucket; one further on stays. */
export const noteAnchor = (
  db: Db,
  scope: string,
  { seq, hash }: ChainPlace,
  at: Instant,
): Promise<"done" | "refused"> =>
  db.write({
    put: { ...anchorKey(scope), kind: "auditAnchor", seq, hash, at },
    when: { any: [ABSENT, { le: ["seq", seq] }] },
  })

/** The newest anchor of a chain. */
export async function newestAnchor(db: Db, scope: string): Promise<Anchor | undefined> {
  const row = await db.get(anchorKey(scope), { strong: true })
  return row && { seq: Number(row["seq"]), hash: String(row["hash"]), at: String(row["at"]) }
}
