import type * as z from "zod/mini"
import {
  type DisputeDetail,
  type FraudWarning as Told,
  type ListedDispute as Dispute,
  listDisputes,
  readDispute,
} from "#shared/contract/disputes.ts"
import { type EvidenceTexts, saveEvidence, stageEvidence, submitEvidence } from "#shared/contract/evidence.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { Dispute, DisputeDetail }
export type FraudWarning = Told & { organizationId: string | null }
/** What the list is asked for. */
export type DisputesAsked = Omit<z.input<typeof listDisputes.input>, "cursor" | "limit">

const TOPICS = ["disputes"]
/** What a refund takes off the list is no news of its own. */
const AGAIN_MS = 60_000

/** One page of disputes, the first due first, with what all of them add up to and the warnings on the first. */
export const liveDisputes = (ask: () => z.input<typeof listDisputes.input> | undefined) =>
  liveQuery(listDisputes, ask, { topics: TOPICS, key: "disputeId", again: () => AGAIN_MS })

/** One dispute with all that happened to it. */
export const liveDispute = (name: () => Pick<Dispute, "mode" | "disputeId">) =>
  liveQuery(readDispute, name, { topics: TOPICS })

type Named = Pick<Dispute, "mode" | "disputeId">

/** Saves the texts of an answer over the version that was read. */
export const saveTexts = ({ mode, disputeId }: Named, version: number, texts: EvidenceTexts) =>
  call(saveEvidence, { mode, disputeId, version, texts })

/** Has Stripe keep a saved version of the answer. */
export const stage = ({ mode, disputeId }: Named, version: number, idempotencyKey: string) =>
  call(stageEvidence, { mode, disputeId, version }, { idempotencyKey })

/** Has Stripe submit a saved version of the answer, for good. */
export const submit = ({ mode, disputeId }: Named, version: number, idempotencyKey: string) =>
  call(submitEvidence, { mode, disputeId, version }, { idempotencyKey })
