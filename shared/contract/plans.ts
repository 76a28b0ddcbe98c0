import * as z from "zod/mini"
import { Day } from "../time.ts"
import { endpoint, staff } from "./endpoint.ts"
import { Cadence } from "./subscriptions.ts"

const terms = {
  /** A price of Stripe's. */
  priceId: z.string().check(z.regex(/^[\w-]{1,100}$/)),
  /** Credits that each cycle of it brings, in micro-dollars; they can be used until the cycle is over. */
  creditsMicros: z.int().check(z.gte(0), z.lte(1e12)),
  /** The first day, of the reporting zone, of cycles to which this applies. */
  from: Day,
}
/** What a price of Stripe's stands for, from a day on. */
export const PlanTerms = z.discriminatedUnion("product", [
  z.object({ ...terms, product: z.literal("plan"), tier: z.enum(["pro", "enterprise"]) }),
  z.object({ ...terms, product: z.literal("devPlan"), tier: z.enum(["lite", "pro", "max"]) }),
])
export type PlanTerms = z.infer<typeof PlanTerms>

export const PLAN_TERMS_MAX = 200
const table = { terms: z.array(PlanTerms).check(z.maxLength(PLAN_TERMS_MAX)) }

/** A price that live subscriptions have. */
const PriceInUse = z.object({
  priceId: z.string(),
  name: z.string(),
  currency: z.string(),
  /** Minor units for one, as decimal text; null where tiers say it. */
  unit: z.nullable(z.string()),
  cadence: Cadence,
  /** Subscriptions of live mode that have not ended. */
  subscriptions: z.number(),
})
export type PriceInUse = z.infer<typeof PriceInUse>

/** The table as it stands, how often it was saved, and the day from which terms can still be changed. */
export const SavedPlans = z.object({ ...table, revision: z.number(), today: Day, prices: z.array(PriceInUse) })
export type SavedPlans = z.infer<typeof SavedPlans>

export const readPlans = endpoint({
  method: "GET",
  path: "/api/settings/plans",
  who: staff.any,
  shows: [],
  summary:
    "Which prices of Stripe's stand for which plan or dev plan, and what credits a cycle brings, each from a day on.",
  input: z.object({}),
  output: SavedPlans,
})

export const savePlans = endpoint({
  method: "PUT",
  path: "/api/settings/plans",
  who: staff.admin,
  shows: [],
  summary:
    "Replaces the table of plans, and enters what it means for cycles that have begun. Terms of days that are over stay as they are. Refused when somebody saved since the `revision` that was read. Audited.",
  input: z.object({ ...table, revision: z.int().check(z.gte(0)) }),
  output: SavedPlans,
  freshSignIn: "everybody",
})
