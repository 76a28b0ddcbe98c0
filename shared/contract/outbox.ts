import * as z from "zod/mini"
import { MAIL_LIFE_DAYS } from "../mail-life.ts"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"

/** A mail that the console wrote. */
export const Mail = z.object({
  mailId: z.string(),
  at: Instant,
  to: z.array(z.string()),
  subject: z.string(),
  text: z.string(),
  /** What it is about, and of which organization. */
  about: z.object({ what: z.enum(["lowCredit"]), organizationId: z.string() }),
  /** waiting: it is to be sent · sent: the mail service has taken it · kept: nobody sends it, because no sender is set · failed: it was given up. */
  state: z.enum(["waiting", "sent", "kept", "failed"]),
  attempts: z.number(),
  /** Why the last try failed; null where none has, or where it is sent. */
  failure: z.nullable(z.string()),
  /** When it was sent, kept or given up. */
  endedAt: z.nullable(Instant),
})
export type Mail = z.infer<typeof Mail>

export const listOutbox = endpoint({
  method: "GET",
  path: "/api/outbox",
  who: staff.admin,
  shows: ["personal", "money"],
  summary: `Every mail that the console wrote, newest first, and what became of it. Kept ${MAIL_LIFE_DAYS} days.`,
  input: z.object({ limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) }),
  output: z.extend(page(Mail), {
    /** Mails are kept and not sent, because no sender is set. */
    isSandbox: z.boolean(),
    version: z.number(),
  }),
})
