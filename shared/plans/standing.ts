import type { DevPlan, Plan } from "../contract/plan.ts"
import type { Timeline } from "../revenue/timeline.ts"
import { higherDevPlan, higherPlan, knownAs, type PlanTable } from "./plan-table.ts"

const LIVE: readonly string[] = ["trialing", "active", "past_due"]

/** The plan and the dev plan that a customer pays for now: the highest of its live subscriptions; absent where none is. */
export function standingPlans(timeline: Timeline, table: PlanTable): { plan?: Plan; devPlan?: DevPlan } {
  if (timeline.deletedSeconds !== null) return {}
  let plan: Plan | undefined
  let devPlan: DevPlan | undefined
  for (const { steps } of timeline.subscriptions) {
    const last = steps.at(-1)
    if (!last || !LIVE.includes(last.snapshot.status)) continue
    for (const { priceId } of last.snapshot.items) {
      const terms = knownAs(table, priceId, last.atSeconds)
      if (terms?.product === "plan") plan = higherPlan(plan ?? "free", terms.tier)
      if (terms?.product === "devPlan") devPlan = higherDevPlan(devPlan ?? "none", terms.tier)
    }
  }
  return { ...(plan ? { plan } : {}), ...(devPlan ? { devPlan } : {}) }
}
