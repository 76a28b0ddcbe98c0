import { type Instant, msOf } from "#shared/time.ts"
import { ABSENT, type Db } from "./db.ts"

/**
 * Things that happen once: tickets of the live socket, sessions that were ended.
 *   pk  once#<kind>#<hash of the secret>
 *   sk  once
 */
export const keepOnce = (db: Db, of: string, hash: string, body: Record<string, unknown>, expiresAt: Instant) =>
  db.write({
    put: {
      pk: `once#${of}#${hash}`,
      sk: "once",
      kind: "once",
      body,
      expiresAt,
      ttl: Math.ceil(msOf(expiresAt) / 1_000) + 60,
    },
    when: ABSENT,
  })

/** Whether it stands there. */
export const isKept = async (db: Db, of: string, hash: string): Promise<boolean> =>
  (await db.get({ pk: `once#${of}#${hash}`, sk: "once" }, { strong: true })) !== undefined

/** Takes it: what it held for the first caller before it expires, nothing for anybody else. */
export async function takeOnce(
  db: Db,
  of: string,
  hash: string,
  now: Instant,
): Promise<Record<string, unknown> | undefined> {
  const key = { pk: `once#${of}#${hash}`, sk: "once" }
  const row = await db.get(key, { strong: true })
  if (!row || String(row["expiresAt"]) < now || row["taken"]) return undefined
  const taken = await db.write({
    update: key,
    set: { taken: true },
    when: { all: [{ present: "pk" }, { absent: "taken" }] },
  })
  return taken === "done" ? (row["body"] as Record<string, unknown>) : undefined
}
