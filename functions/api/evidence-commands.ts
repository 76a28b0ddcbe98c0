import { canonical } from "#shared/account/canonical.ts"
import type { EvidenceTexts } from "#shared/contract/evidence.ts"
import { disputesOf } from "#shared/payments/dispute.ts"
import { waitsForAnswer } from "#shared/payments/days-left.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import { type DisputeId, disputeSeen } from "../table/dispute.ts"
import { type Draft, draftOf, draftSaved } from "../table/dispute-draft.ts"
import type { Ground } from "../table/ground.ts"
import { paymentFacts } from "../table/payment.ts"
import { type Caller, handOf } from "./caller.ts"
import { noteOf } from "./note.ts"
import { askOfStripe } from "./stripe-commands.ts"

/** A row of the table holds less than characters of any script may take. */
const BYTES_MAX = 300_000

const subjectOf = ({ disputeId }: DisputeId) => ({ kind: "dispute" as const, id: disputeId })
const charactersIn = (texts: EvidenceTexts): number => Object.values(texts).reduce((sum, text) => sum + text.length, 0)

const savedSince = (held: Draft | undefined) =>
  new Refusal(
    "conflict",
    held ? `${held.savedBy.name} saved another text at ${held.savedAt}` : "Nobody saved an answer yet",
    { where: "version", wanted: held ? "read what stands now, then save or send that" : "save the texts first" },
  )

/** Saves the texts of an answer over those that were read; a repeat of the same save stands. */
export async function saveTexts(
  { db }: Ground,
  caller: Caller,
  dispute: DisputeId,
  { version, texts }: { version: number; texts: EvidenceTexts },
): Promise<{ version: number }> {
  if (!(await disputeSeen(db, dispute))) throw missing(dispute)
  if (Buffer.byteLength(JSON.stringify(texts)) > BYTES_MAX)
    throw new Refusal("unprocessable", "These texts are too large to be kept", {
      where: "texts",
      wanted: `at most ${BYTES_MAX} bytes in all texts together`,
    })
  const savedAt = machineNow()
  const draft: Draft = { version: version + 1, texts, savedBy: handOf(caller), savedAt }
  const note = noteOf(caller, "dispute.evidence.saved", subjectOf(dispute), savedAt, {
    after: { mode: dispute.mode, version: draft.version, characters: charactersIn(texts) },
  })
  try {
    await audited(db, note, [draftSaved(dispute, draft)])
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    const held = await draftOf(db, dispute)
    const isSame = held?.version === draft.version && canonical(held.texts) === canonical(texts)
    if (!isSame || held.savedBy.name !== draft.savedBy.name) throw savedSince(held)
  }
  return { version: draft.version }
}

/** Has Stripe keep the saved texts, and with `submit` give them to the bank for good. */
export async function sendTexts(
  ground: Ground,
  { caller, idempotencyKey }: { caller: Caller; idempotencyKey: string },
  dispute: DisputeId,
  { version, submit }: { version: number; submit: boolean },
): Promise<{ commandId: string }> {
  const seen = await disputeSeen(ground.db, dispute)
  if (!seen) throw missing(dispute)
  const payment = paymentOf(await paymentFacts(ground.db, { mode: dispute.mode, chargeId: seen.chargeId }))
  const told = disputesOf(seen.chargeId, dispute.mode, payment).find(({ disputeId }) => disputeId === dispute.disputeId)
  const held = await draftOf(ground.db, dispute)
  const isOpen = told !== undefined && waitsForAnswer(told, ground.clock.business())
  return askOfStripe(ground, caller, idempotencyKey, {
    mode: dispute.mode,
    subject: subjectOf(dispute),
    action: submit ? "submitEvidence" : "stageEvidence",
    // An empty text takes back what was staged before.
    parameters: { evidence: held?.texts ?? {}, submit },
    asks: { version, stage: told?.kind ?? null, characters: held ? charactersIn(held.texts) : 0 },
    refusal: !isOpen
      ? new Refusal("conflict", "This dispute waits for no answer, or not any more", {
          where: "disputeId",
          wanted: "a dispute that needs a response and is not past due",
        })
      : held?.version === version
        ? undefined
        : savedSince(held),
  })
}

const missing = ({ mode, disputeId }: DisputeId) =>
  new Refusal("missing", `There is no dispute ${disputeId} in ${mode} mode`)
