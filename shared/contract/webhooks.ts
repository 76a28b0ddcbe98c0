import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { endsAfterItBegins, timeFilter } from "./time-filter.ts"

export const Provider = z.enum(["stripe"])
export type Provider = z.infer<typeof Provider>

/** received: kept, not applied yet · applied · ignored: read and set aside, with the reason · parked: gave up after ten tries. */
export const DeliveryStatus = z.enum(["received", "applied", "ignored", "parked"])
export type DeliveryStatus = z.infer<typeof DeliveryStatus>

export const Delivery = z.object({
  provider: Provider,
  deliveryId: z.string(),
  type: z.string(),
  status: DeliveryStatus,
  /** Why it was ignored or parked, or what the last failure said. */
  reason: z.nullable(z.string()),
  livemode: z.nullable(z.boolean()),
  objectId: z.nullable(z.string()),
  customerId: z.nullable(z.string()),
  attempts: z.number(),
  sizeBytes: z.number(),
  receivedAt: Instant,
  occurredAt: z.nullable(Instant),
  appliedAt: z.nullable(Instant),
})
export type Delivery = z.infer<typeof Delivery>

const filters = {
  status: z.optional(DeliveryStatus),
  type: z.optional(z.string().check(z.maxLength(100))),
  search: z.optional(z.string().check(z.maxLength(200))),
  ...timeFilter,
}
export const DeliveryFilter = z.object(filters).check(endsAfterItBegins)
export type DeliveryFilter = z.infer<typeof DeliveryFilter>

export const listDeliveries = endpoint({
  method: "GET",
  path: "/api/webhooks",
  who: staff.any,
  shows: [],
  summary: "Deliveries in the inbox, newest first, with counts per status in the time asked for, `[from, to)`.",
  input: z
    .object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) })
    .check(endsAfterItBegins),
  output: z.extend(page(Delivery), {
    /** How many stand at each status in the time asked for, whatever the other filters say. */
    counts: z.record(DeliveryStatus, z.number()),
    /** How far back a rare filter looked before it stopped; null when the list is complete. */
    scannedTo: z.nullable(Instant),
    version: z.number(),
  }),
})

export const readDelivery = endpoint({
  method: "GET",
  path: "/api/webhooks/{provider}/{deliveryId}",
  who: staff.any,
  shows: ["personal", "money"],
  summary: "One delivery with its payload as it was received; personal fields are masked for staff viewers.",
  input: z.object({ provider: Provider, deliveryId: PathId }),
  output: z.extend(Delivery, { payload: z.nullable(z.string()), payloadKeptUntil: Instant, masked: z.boolean() }),
})

export const replayDelivery = endpoint({
  method: "POST",
  path: "/api/webhooks/{provider}/{deliveryId}/replay",
  who: staff.writers,
  shows: [],
  summary: "Applies a kept delivery again. Applying twice changes nothing, so this is safe at any time; it is audited.",
  input: z.object({ provider: Provider, deliveryId: PathId }),
  output: z.object({ deliveryId: z.string(), requestedAt: Instant }),
  status: 202,
})
