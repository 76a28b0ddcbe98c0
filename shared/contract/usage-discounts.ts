import * as z from "zod/mini"
import { isPercentOff, PERCENT_WANTED } from "../catalog/usage-discount.ts"
import { Instant } from "../time.ts"
import { UsageDiscount } from "./catalog.ts"
import { endpoint, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { Line } from "./line.ts"

/** A usage discount that is to be made. */
export const UsageDiscountWish = z.object({
  name: Line(80),
  providerId: PathId,
  modelId: z.optional(PathId),
  percent: z
    .string()
    .check(z.refine<string>(isPercentOff, { error: "This is no percentage", params: { wanted: PERCENT_WANTED } })),
  /** Unsaid: as soon as may be. */
  validFrom: z.optional(Instant),
  validTo: z.optional(Instant),
})
export type UsageDiscountWish = z.infer<typeof UsageDiscountWish>

export const createUsageDiscount = endpoint({
  method: "POST",
  path: "/api/catalog/discounts",
  who: staff.admin,
  shows: [],
  summary:
    "Takes a percentage off catalog prices of a model, or of all of a provider, from an instant 15 minutes ahead or later. Of several that are valid the highest counts. Audited.",
  input: UsageDiscountWish,
  output: UsageDiscount,
  status: 201,
  idempotent: true,
})

export const endUsageDiscount = endpoint({
  method: "POST",
  path: "/api/catalog/discounts/{discountId}/end",
  who: staff.admin,
  shows: [],
  summary:
    "Ends a usage discount 15 minutes from now; one that begins later never begins. What it took off stays. Audited.",
  input: z.object({ discountId: PathId }),
  output: UsageDiscount,
})
