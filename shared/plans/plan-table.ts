import type { DevPlan, Plan } from "../contract/plan.ts"
import type { PlanTerms } from "../contract/plans.ts"
import { type Day, dayOf, instantOfUnix, type Zone } from "../time.ts"

/** Which prices stand for what; days are of the zone. */
export interface PlanTable {
  terms: readonly PlanTerms[]
  zone: Zone
}

/** What a price stands for at an instant; undefined where nothing said so by then. */
export function termsAt({ terms, zone }: PlanTable, priceId: string | null, atSeconds: number): PlanTerms | undefined {
  const day = dayOf(instantOfUnix(atSeconds), zone)
  return ofPrice(terms, priceId).findLast(({ from }) => from <= day)
}

/** What a price is known as at an instant: by the terms in force, and before the first ones by those. */
export const knownAs = (table: PlanTable, priceId: string | null, atSeconds: number): PlanTerms | undefined =>
  termsAt(table, priceId, atSeconds) ?? ofPrice(table.terms, priceId)[0]

const ofPrice = (terms: readonly PlanTerms[], priceId: string | null): PlanTerms[] =>
  terms
    .filter((one) => one.priceId === priceId)
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))

/** Terms that may not be saved: where, and why. */
export interface WrongTerms {
  at: number
  title: string
  wanted: string
}

/** What is wrong with a table that is to replace another: what was in force before today stays as it was. */
export function wrongTerms(
  before: readonly PlanTerms[],
  after: readonly PlanTerms[],
  today: Day,
): WrongTerms | undefined {
  const keyOf = ({ priceId, from }: PlanTerms) => `${priceId} ${from}`
  const seen = new Set<string>()
  for (const [at, one] of after.entries()) {
    if (seen.has(keyOf(one)))
      return { at, title: `${one.priceId} has two terms from ${one.from}`, wanted: "one for each price and day" }
    seen.add(keyOf(one))
    const stood = before.find((other) => keyOf(other) === keyOf(one))
    const isNew = stood === undefined || !isSame(stood, one)
    const wasKnown = before.some(({ priceId }) => priceId === one.priceId)
    if (isNew && wasKnown && one.from < today)
      return {
        at,
        title: `Terms of ${one.priceId} from ${one.from} are in force, or would change what was`,
        wanted: `terms from ${today} or later`,
      }
  }
  const gone = before.find((one) => one.from < today && !seen.has(keyOf(one)))
  return (
    gone && {
      at: after.length,
      title: `Terms of ${gone.priceId} from ${gone.from} are in force and cannot be taken away`,
      wanted: "the same terms, and others of a later day where they are to end",
    }
  )
}

export const isSame = (one: PlanTerms, other: PlanTerms): boolean =>
  one.priceId === other.priceId &&
  one.from === other.from &&
  one.product === other.product &&
  one.tier === other.tier &&
  one.creditsMicros === other.creditsMicros

const PLAN_RANK: Record<Plan, number> = { free: 0, pro: 1, enterprise: 2 }
const DEV_PLAN_RANK: Record<DevPlan, number> = { none: 0, lite: 1, pro: 2, max: 3 }
export const higherPlan = (one: Plan, other: Plan): Plan => (PLAN_RANK[other] > PLAN_RANK[one] ? other : one)
export const higherDevPlan = (one: DevPlan, other: DevPlan): DevPlan =>
  DEV_PLAN_RANK[other] > DEV_PLAN_RANK[one] ? other : one

/** Whether terms are more than others: a higher tier of the same product. */
export function isUpgrade(from: PlanTerms, to: PlanTerms): boolean {
  if (from.product === "plan" && to.product === "plan") return PLAN_RANK[to.tier] > PLAN_RANK[from.tier]
  if (from.product === "devPlan" && to.product === "devPlan") return DEV_PLAN_RANK[to.tier] > DEV_PLAN_RANK[from.tier]
  return false
}
