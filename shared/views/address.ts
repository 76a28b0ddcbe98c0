import * as z from "zod/mini"
import { AuditFilter } from "../contract/audit.ts"
import { DiscountQuery } from "../contract/discounts.ts"
import { DisputeFilter } from "../contract/disputes.ts"
import { OrganizationQuery } from "../contract/organizations.ts"
import { SubscriptionQuery } from "../contract/subscriptions.ts"
import { endsAfterItBegins, LAST_NAMES } from "../contract/time-filter.ts"
import { MovementFilter } from "../contract/movements.ts"
import { TransactionFilter } from "../contract/transactions.ts"
import { UserQuery } from "../contract/users.ts"
import { DeliveryFilter } from "../contract/webhooks.ts"

/** The lists whose views can be saved. */
export const ViewList = z.enum([
  "webhooks",
  "organizations",
  "users",
  "audit",
  "exports",
  "transactions",
  "movements",
  "subscriptions",
  "disputes",
  "discounts",
])
export type ViewList = z.infer<typeof ViewList>

const last = z.optional(z.enum(LAST_NAMES))

/** What the address of each list may say of which rows are shown, in which order. Where in the list one stands is no part of a view. */
const PARAMETERS = {
  webhooks: z.strictObject({ ...DeliveryFilter.shape, last }).check(endsAfterItBegins),
  organizations: z.strictObject(OrganizationQuery.shape),
  users: z.strictObject(UserQuery.shape),
  audit: z.strictObject({ ...AuditFilter.shape, last }).check(endsAfterItBegins),
  exports: z.strictObject({}),
  transactions: z.strictObject({ ...TransactionFilter.shape, last }).check(endsAfterItBegins),
  movements: z.strictObject({
    ...MovementFilter.shape,
    /** What stands above the list. */
    months: z.optional(z.enum(["6", "13", "24"])),
    cohorts: z.optional(z.enum(["customers", "mrr"])),
  }),
  subscriptions: z.strictObject(SubscriptionQuery.shape),
  disputes: z.strictObject(DisputeFilter.shape),
  discounts: z.strictObject(DiscountQuery.shape),
} satisfies Record<ViewList, z.ZodMiniType>

/** The address of a view, written the one way in which two of the same are equal; or why the list cannot be shown so. */
export type AddressReading = { address: string } | { fault: string }

/** Reads the parameters of a list's address, `status=parked&last=24h`. What is empty or usual is left out. */
export function readAddress(list: ViewList, text: string): AddressReading {
  const said = [...new URLSearchParams(text)].filter(([, value]) => value !== "")
  const parameters = Object.fromEntries(said)
  if (Object.keys(parameters).length < said.length) return { fault: "The address says something twice" }
  const read = PARAMETERS[list].safeParse(parameters)
  if (!read.success) return { fault: faultOf(read.error.issues[0]!, list, parameters) }
  const usual = PARAMETERS[list].parse({}) as Record<string, unknown>
  const unusual = said.filter(([name, value]) => usual[name] !== value)
  return { address: new URLSearchParams(unusual.sort(([a], [b]) => (a < b ? -1 : 1))).toString() }
}

function faultOf(issue: z.core.$ZodIssue, list: ViewList, parameters: Record<string, string>): string {
  if (issue.code === "unrecognized_keys") return `“${issue.keys[0]}” is no filter of ${list}`
  const name = String(issue.path[0])
  return `“${name}” of ${list} cannot be “${parameters[name]}”`
}
