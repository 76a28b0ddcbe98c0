import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { AccessFilter } from "./access.ts"
import { AuditFilter } from "./audit.ts"
import { EntryFilter } from "./credits.ts"
import { DiscountQuery } from "./discounts.ts"
import { DisputeFilter } from "./disputes.ts"
import { endpoint, queryCount, staff } from "./endpoint.ts"
import { FailedFilter } from "./failed-payments.ts"
import { GenerationsAsked } from "./generations.ts"
import { PathId } from "./id.ts"
import { MovementFilter } from "./movements.ts"
import { OrganizationQuery } from "./organizations.ts"
import { RequestFilter } from "./request-logs.ts"
import { SubscriptionQuery } from "./subscriptions.ts"
import { TransactionFilter } from "./transactions.ts"
import { UserQuery } from "./users.ts"
import { DeliveryFilter } from "./webhooks.ts"

/** csv: for spreadsheets, with a head. ndjson: a JSON object a line. */
export const ExportFormat = z.enum(["csv", "ndjson"])
export type ExportFormat = z.infer<typeof ExportFormat>

/** What is exported: a list of the console with the filters and order the page had. */
export const ExportRequest = z.discriminatedUnion("list", [
  z.object({ list: z.literal("webhooks"), filter: DeliveryFilter }),
  z.object({ list: z.literal("movements"), filter: MovementFilter }),
  z.object({ list: z.literal("transactions"), filter: TransactionFilter }),
  z.object({ list: z.literal("subscriptions"), filter: SubscriptionQuery }),
  z.object({ list: z.literal("disputes"), filter: DisputeFilter }),
  z.object({ list: z.literal("failed-payments"), filter: FailedFilter }),
  z.object({ list: z.literal("credits"), organizationId: PathId, filter: EntryFilter }),
  z.object({ list: z.literal("discounts"), filter: DiscountQuery }),
  z.object({ list: z.literal("organizations"), filter: OrganizationQuery }),
  z.object({ list: z.literal("users"), filter: UserQuery }),
  z.object({ list: z.literal("audit"), filter: AuditFilter }),
  z.object({ list: z.literal("access"), filter: AccessFilter }),
  z.object({
    list: z.literal("logs"),
    organizationId: PathId,
    filter: RequestFilter,
    format: z._default(ExportFormat, "csv"),
  }),
  z.object({
    list: z.literal("generations"),
    filter: GenerationsAsked,
    format: z._default(ExportFormat, "csv"),
  }),
])
export type ExportRequest = z.infer<typeof ExportRequest>

export const ExportStatus = z.enum(["requested", "writing", "ready", "failed"])

export const Export = z.object({
  exportId: z.string(),
  list: z.string(),
  format: ExportFormat,
  /** Its filters; of the list of one organization, which one too. */
  filter: z.record(z.string(), z.unknown()),
  status: ExportStatus,
  reason: z.nullable(z.string()),
  rows: z.number(),
  sizeBytes: z.number(),
  requestedBy: z.string(),
  requestedAt: Instant,
  readyAt: z.nullable(Instant),
  expiresAt: Instant,
})
export type Export = z.infer<typeof Export>

/** The organization that a list of everybody's is narrowed to. */
const ofOne = ({ filter }: ExportRequest): string | undefined =>
  "organizationId" in filter ? filter.organizationId : undefined

export const requestExport = endpoint({
  method: "POST",
  path: "/api/exports",
  who: staff.any,
  shows: ["personal", "money"],
  subjectOf: ({ request }) => {
    const organizationId = "organizationId" in request ? request.organizationId : ofOne(request)
    return organizationId === undefined ? request.list : `${request.list}/${organizationId}`
  },
  summary:
    "Starts an export of a list with its filters, for whoever may read the list; audited. The file lives seven days.",
  input: z.object({ request: ExportRequest }),
  output: Export,
  status: 202,
  idempotent: true,
})

export const listExports = endpoint({
  method: "GET",
  path: "/api/exports",
  who: staff.any,
  shows: [],
  summary: "Exports made, newest first: everybody's for admins, one's own for others.",
  input: z.object({ limit: queryCount(1, 100, 50) }),
  output: z.object({ items: z.array(Export), asOf: Instant }),
})

export const readExport = endpoint({
  method: "GET",
  path: "/api/exports/{exportId}",
  who: staff.any,
  shows: ["personal", "money"],
  summary: "One export; `downloadUrl` is a link that works for five minutes, present once it is ready.",
  input: z.object({ exportId: PathId }),
  output: z.extend(Export, { downloadUrl: z.nullable(z.string()) }),
})
