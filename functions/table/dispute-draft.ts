import type { Evidence, EvidenceTexts } from "#shared/contract/evidence.ts"
import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row, type TransactWrite } from "./db.ts"
import { type DisputeId, disputePartition } from "./dispute.ts"
import { pack, unpack } from "./packed.ts"

/**
 * The answer to a dispute while it is written.
 *   pk  dispute#<mode>#<dispute>
 *   sk  draft
 */
interface DraftRow extends Row {
  version: number
  packed: Uint8Array
  savedBy: NonNullable<Evidence["savedBy"]>
  savedAt: Instant
}
export interface Draft extends Pick<DraftRow, "version" | "savedBy" | "savedAt"> {
  texts: EvidenceTexts
}

const draftKey = (dispute: DisputeId): Key => ({ pk: disputePartition(dispute), sk: "draft" })

/** What was saved last, as it stands this moment; undefined while nobody saved. */
export async function draftOf(db: Db, dispute: DisputeId): Promise<Draft | undefined> {
  const row = (await db.get(draftKey(dispute), { strong: true })) as DraftRow | undefined
  if (!row) return undefined
  const { version, savedBy, savedAt, packed } = row
  return { version, savedBy, savedAt, texts: unpack(packed) as EvidenceTexts }
}

/** The write that saves a draft over the version before it; refused where somebody saved since. */
export const draftSaved = (dispute: DisputeId, { version, texts, savedBy, savedAt }: Draft): TransactWrite => ({
  put: { ...draftKey(dispute), kind: "disputeDraft", version, packed: pack(texts), savedBy, savedAt },
  when: version === 1 ? ABSENT : { eq: ["version", version - 1] },
})
