import type { Adapter, AdapterPayload } from "oidc-provider"
import type { Store } from "../store.ts"

/** Keeps what oidc-provider has to remember (sessions, grants, codes, refresh tokens), so that a restart signs nobody out. */
export function adapterOf(store: Store): (model: string) => Adapter {
  const { firm } = store
  firm.exec(`
    CREATE TABLE IF NOT EXISTS issued (
      model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, uid TEXT, grant_id TEXT, expires_at INTEGER, consumed_at INTEGER,
      PRIMARY KEY (model, id));
    CREATE INDEX IF NOT EXISTS issued_uid ON issued (model, uid);
    CREATE INDEX IF NOT EXISTS issued_grant ON issued (grant_id);
    CREATE INDEX IF NOT EXISTS issued_expiry ON issued (expires_at)
  `)
  const now = () => Math.floor(Date.now() / 1000)
  firm.prepare("DELETE FROM issued WHERE expires_at < ?").run(now())
  const upsert = firm.prepare(`
    INSERT INTO issued (model, id, payload, uid, grant_id, expires_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET payload = excluded.payload, uid = excluded.uid, grant_id = excluded.grant_id, expires_at = excluded.expires_at
  `)
  const selectId = firm.prepare("SELECT payload, expires_at, consumed_at FROM issued WHERE model = ? AND id = ?")
  const selectUid = firm.prepare("SELECT payload, expires_at, consumed_at FROM issued WHERE model = ? AND uid = ?")
  const consume = firm.prepare("UPDATE issued SET consumed_at = ? WHERE model = ? AND id = ?")
  const remove = firm.prepare("DELETE FROM issued WHERE model = ? AND id = ?")
  const removeGrant = firm.prepare("DELETE FROM issued WHERE grant_id = ?")

  const read = (row: Record<string, unknown> | undefined): AdapterPayload | undefined => {
    if (!row || (typeof row["expires_at"] === "number" && row["expires_at"] < now())) return undefined
    const payload = JSON.parse(String(row["payload"])) as AdapterPayload
    return typeof row["consumed_at"] === "number" ? { ...payload, consumed: row["consumed_at"] } : payload
  }
  return (model) => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn ? now() + expiresIn : null
      upsert.run(model, id, JSON.stringify(payload), payload.uid ?? null, payload.grantId ?? null, expiresAt)
    },
    find: async (id) => read(selectId.get(model, id)),
    findByUid: async (uid) => read(selectUid.get(model, uid)),
    findByUserCode: async () => undefined,
    consume: async (id) => void consume.run(now(), model, id),
    destroy: async (id) => void remove.run(model, id),
    revokeByGrantId: async (grantId) => void removeGrant.run(grantId),
  })
}
