import * as z from "zod/mini"
import { Instant } from "../time.ts"

const DayCounts = z.object({
  day: z.string(),
  activities: z.number(),
  sessions: z.number(),
  requests: z.number(),
  generations: z.number(),
})
export type DayCounts = z.infer<typeof DayCounts>

/** What a customer did before a dispute, as our own facts said when the dispute was first seen. It never changes. */
export const UsageSnapshot = z.object({
  takenAt: Instant,
  /** Null where nobody said which organization the customer is: then there is no usage to tell. */
  organizationId: z.nullable(z.string()),
  organizationName: z.nullable(z.string()),
  /** The days that are told one by one, of this zone, both included; the last is the day of the dispute. */
  zone: z.string(),
  firstDay: z.string(),
  lastDay: z.string(),
  /** Days with anything, in order. */
  days: z.array(DayCounts),
  sums: z.omit(DayCounts, { day: true }),
  /** The first day ever with anything of ours, and the last of those told one by one; null where there is none. */
  firstSeenOn: z.nullable(z.string()),
  lastSeenOn: z.nullable(z.string()),
  /** What was subscribed to: from when, until when where it has ended, and through when it is paid. */
  services: z.array(
    z.object({
      subscriptionId: z.string(),
      plan: z.string(),
      from: Instant,
      to: z.nullable(Instant),
      paidThrough: z.nullable(Instant),
    }),
  ),
  /** Invoices that were paid, newest first, a dozen at most. */
  receipts: z.array(
    z.object({
      invoiceId: z.string(),
      number: z.nullable(z.string()),
      paidAt: Instant,
      currency: z.string(),
      paidCents: z.number(),
      url: z.nullable(z.string()),
    }),
  ),
})
export type UsageSnapshot = z.infer<typeof UsageSnapshot>
