import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { IngestKey } from "./ingest-keys.ts"
import { StripeCommand } from "./stripe-commands.ts"
import { Mode } from "./transactions.ts"

/** The texts that an answer is made of, as Stripe names them, in the order in which a bank reads them. */
export const EVIDENCE_FIELDS = [
  "customer_name",
  "customer_email_address",
  "product_description",
  "service_date",
  "access_activity_log",
  "cancellation_policy_disclosure",
  "refund_policy_disclosure",
  "uncategorized_text",
] as const
export type EvidenceField = (typeof EVIDENCE_FIELDS)[number]

/** Stripe takes so many characters, all texts together. */
export const EVIDENCE_CHARACTERS_MAX = 150_000

const Text = z._default(z.string().check(z.maxLength(EVIDENCE_CHARACTERS_MAX)), "")
const isShortEnough = z.check<Record<string, string>>(({ value, issues }) => {
  const characters = Object.values(value).reduce((sum, text) => sum + text.length, 0)
  if (characters <= EVIDENCE_CHARACTERS_MAX) return
  const message = `These texts have ${characters} characters together, and Stripe takes ${EVIDENCE_CHARACTERS_MAX}`
  const params = { wanted: `at most ${EVIDENCE_CHARACTERS_MAX} characters in all texts together` }
  issues.push({ code: "custom", input: value, path: [], message, params })
})
export const EvidenceTexts = z
  .strictObject(Object.fromEntries(EVIDENCE_FIELDS.map((name) => [name, Text])) as Record<EvidenceField, typeof Text>)
  .check(isShortEnough)
export type EvidenceTexts = z.infer<typeof EvidenceTexts>

/** An answer that is being written, and what became of it. */
export const Evidence = z.object({
  /** Counts saves; 0 while nobody saved, and the texts are those composed from the snapshot. */
  version: z.number(),
  texts: EvidenceTexts,
  savedBy: z.nullable(IngestKey.shape.createdBy),
  savedAt: z.nullable(Instant),
  /** Files that are attached in Stripe, and what each should be. */
  files: z.array(z.object({ name: z.string(), what: z.string() })),
  /** Stripe holds texts that are not submitted. */
  staged: z.boolean(),
  /** What was told to Stripe, newest first. */
  commands: z.array(StripeCommand),
})
export type Evidence = z.infer<typeof Evidence>

const named = { mode: Mode, disputeId: PathId }
/** The save that is meant: what somebody else saved since is not sent unread. */
const version = z.number().check(z.int(), z.gte(0))

export const saveEvidence = endpoint({
  method: "PUT",
  path: "/api/disputes/{mode}/{disputeId}/evidence",
  who: staff.admin,
  shows: [],
  summary:
    "Saves the texts of an answer, if nobody saved since `version` was read. Nothing is told to Stripe. Audited without the texts.",
  input: z.object({ ...named, version, texts: EvidenceTexts }),
  output: z.object({ version: z.number() }),
})

/** A command is taken when it stands in the table with its audit entry; how it ends is told with the dispute. */
const taken = {
  method: "POST",
  who: staff.admin,
  shows: [],
  output: z.object({ commandId: z.string() }),
  status: 202,
  idempotent: true,
} as const

export const stageEvidence = endpoint({
  ...taken,
  path: "/api/disputes/{mode}/{disputeId}/evidence/stage",
  summary: "Gives Stripe the saved texts without submitting them: they can be changed again. Audited.",
  input: z.object({ ...named, version }),
})

export const submitEvidence = endpoint({
  ...taken,
  path: "/api/disputes/{mode}/{disputeId}/evidence/submit",
  freshSignIn: "staff",
  summary: "Gives Stripe the saved texts and submits them to the bank, which cannot be taken back. Audited.",
  input: z.object({ ...named, version }),
})
