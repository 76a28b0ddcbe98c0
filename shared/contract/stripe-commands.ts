import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { IngestKey } from "./ingest-keys.ts"

/** What a command to Stripe changes: a subscription, an open invoice, the answer to a dispute, a coupon or a promotion code of it. */
export const CommandSubject = z.object({
  kind: z.enum(["subscription", "invoice", "dispute", "coupon", "promotionCode"]),
  id: z.string(),
})
export type CommandSubject = z.infer<typeof CommandSubject>

export const CommandAction = z.enum([
  ...(["cancel", "resume", "changePlan", "pay", "stageEvidence", "submitEvidence"] as const),
  ...(["create", "createCode", "deactivateCode", "reactivateCode", "delete"] as const),
])
export type CommandAction = z.infer<typeof CommandAction>

/** waiting: Stripe was not told yet, or has not answered · done · failed: Stripe turned it down, or never answered. */
export const CommandState = z.enum(["waiting", "done", "failed"])

/** A command that somebody gave and Stripe carries out. */
export const StripeCommand = z.object({
  commandId: z.string(),
  subject: CommandSubject,
  action: CommandAction,
  /** What it asks for, in the words of the audit trail. */
  asks: z.record(z.string(), z.unknown()),
  by: IngestKey.shape.createdBy,
  requestedAt: Instant,
  state: CommandState,
  /** How often Stripe was told. */
  attempts: z.number(),
  /** Stripe's words where it turned the command down, or why the last try came to nothing. */
  failure: z.nullable(z.object({ code: z.string(), message: z.string() })),
  /** When it is tried again; null once it has ended. */
  nextTryAt: z.nullable(Instant),
  endedAt: z.nullable(Instant),
})
export type StripeCommand = z.infer<typeof StripeCommand>
