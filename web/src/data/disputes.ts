import type * as z from "zod/mini"
import {
  type DisputeDetail,
  type FraudWarning as Told,
  type ListedDispute as Dispute,
  listDisputes,
  readDispute,
} from "#shared/contract/disputes.ts"
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
