import type * as z from "zod/mini"
import { type PlanTerms, type PriceInUse, readPlans, type SavedPlans, savePlans } from "#shared/contract/plans.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { PlanTerms, PriceInUse, SavedPlans }

/** Which prices stand for which plan, and the prices in use. */
export const livePlans = () => liveQuery(readPlans, () => ({}), { topics: ["plans", "subscriptions"] })

/** Replaces the table of plans; refused with `conflict` where somebody saved since. */
export const replacePlans = (wish: z.input<typeof savePlans.input>): Promise<SavedPlans> => call(savePlans, wish)
