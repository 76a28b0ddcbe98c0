import * as z from "zod/mini"

/** What an organization may do in the product. */
export const Plan = z.enum(["free", "pro", "enterprise"])
export type Plan = z.infer<typeof Plan>
/** What its developers have besides. */
export const DevPlan = z.enum(["none", "lite", "pro", "max"])
export type DevPlan = z.infer<typeof DevPlan>
