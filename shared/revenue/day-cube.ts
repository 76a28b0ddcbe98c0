import type { MovementKind } from "../contract/overview.ts"
import type { CubeKind, FactRow } from "../cube/kind.ts"
import { named } from "../named.ts"
import type { Day, Month } from "../time.ts"
import type { Contribution } from "./contribution.ts"
import { LEVEL_FIELDS, type Level } from "./timeline.ts"

/** One currency of a bucket: how far each level rose or fell, and the movements of MRR by kind (cents always ≥ 0). */
export interface CurrencySums {
  rise: Level
  kinds: Record<MovementKind, { cents: number; count: number }>
}
/** Who began or stopped being a subscriber: first and last day of a change in the bucket, and the state before and after it. */
export type Flip = [firstDay: Day, before: 0 | 1, lastDay: Day, after: 0 | 1]

/** How far those who first had MRR in one month rose or fell: how many of them subscribe, and their MRR by currency. */
export interface CohortRise {
  subscribers: number
  mrrCents: Record<string, number>
}

/** Everything that customers give to a bucket, added up. */
export interface Revenue {
  currencies: Record<string, CurrencySums>
  /** By the month in which customers first had MRR. */
  cohorts: Record<Month, CohortRise>
  trials: { ended: number; converted: number }
  /** By customer: their ids, not a digest, because churn is exact. */
  flips: Record<string, Flip>
  newSubscribers: number
  earning: number
  leaving: number
  paidCents: Record<string, number>
  /** Of paid invoices what was for metered use. */
  usageCents: Record<string, number>
}

export const KINDS = ["new", "expansion", "contraction", "churn", "reactivation"] as const satisfies MovementKind[]
const noLevel = (): Level => ({ mrrCents: 0, pastDueCents: 0, pausedCents: 0, trialCents: 0, committedCents: 0 })
const noKinds = () => Object.fromEntries(KINDS.map((kind) => [kind, { cents: 0, count: 0 }])) as CurrencySums["kinds"]
export const noRevenue = (): Revenue => ({
  currencies: {},
  cohorts: {},
  trials: { ended: 0, converted: 0 },
  flips: named(),
  newSubscribers: 0,
  earning: 0,
  leaving: 0,
  paidCents: {},
  usageCents: {},
})

function ofOne(contribution: Contribution): Revenue {
  const { day, customerId, changes, subscriber, earning, leaving, paidCents, trials, usageCents } = contribution
  const revenue = noRevenue()
  for (const [currency, { before, after, kind }] of Object.entries(changes)) {
    const sums: CurrencySums = { rise: noLevel(), kinds: noKinds() }
    for (const field of LEVEL_FIELDS) sums.rise[field] = after[field] - before[field]
    if (kind) sums.kinds[kind] = { cents: Math.abs(after.mrrCents - before.mrrCents), count: 1 }
    revenue.currencies[currency] = sums
  }
  if (subscriber.before !== subscriber.after)
    revenue.flips[customerId] = [day, subscriber.before ? 1 : 0, day, subscriber.after ? 1 : 0]
  return {
    ...revenue,
    cohorts: cohortsOf(contribution),
    // What older code gave knows neither.
    ...(trials ? { trials } : {}),
    ...(usageCents ? { usageCents } : {}),
    newSubscribers: subscriber.firstEver ? 1 : 0,
    earning,
    leaving,
    paidCents,
  }
}

function cohortsOf({ cohort, changes, subscriber }: Contribution): Revenue["cohorts"] {
  if (!cohort) return {}
  const rises = Object.entries(changes).map(([currency, { before, after }]) => [
    currency,
    after.mrrCents - before.mrrCents,
  ])
  return {
    [cohort]: {
      subscribers: Number(subscriber.after) - Number(subscriber.before),
      mrrCents: Object.fromEntries(rises.filter(([, cents]) => cents !== 0)),
    },
  }
}

/** Adds buckets up; the order does not matter. */
export function mergeRevenue(cubes: readonly Revenue[]): Revenue {
  const sum = noRevenue()
  for (const cube of cubes) {
    for (const [currency, { rise, kinds }] of Object.entries(cube.currencies)) {
      const into = (sum.currencies[currency] ??= { rise: noLevel(), kinds: noKinds() })
      for (const field of LEVEL_FIELDS) into.rise[field] += rise[field]
      for (const kind of KINDS) {
        into.kinds[kind].cents += kinds[kind].cents
        into.kinds[kind].count += kinds[kind].count
      }
    }
    addCohorts(sum, cube)
    for (const [customer, flip] of Object.entries(cube.flips)) sum.flips[customer] = joined(sum.flips[customer], flip)
    addTo(sum.paidCents, cube.paidCents)
    addTo(sum.usageCents, cube.usageCents ?? {})
    sum.newSubscribers += cube.newSubscribers
    sum.earning += cube.earning
    sum.leaving += cube.leaving
  }
  return sum
}

function addTo(sum: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + value
}

/** Cubes of the fold's first version know none of these. */
function addCohorts(sum: Revenue, { cohorts, trials }: Partial<Revenue>): void {
  for (const [month, { subscribers, mrrCents }] of Object.entries(cohorts ?? {})) {
    const into = (sum.cohorts[month] ??= { subscribers: 0, mrrCents: {} })
    into.subscribers += subscribers
    addTo(into.mrrCents, mrrCents)
  }
  sum.trials.ended += trials?.ended ?? 0
  sum.trials.converted += trials?.converted ?? 0
}

function joined(held: Flip | undefined, flip: Flip): Flip {
  if (!held) return flip
  const [first, last] = [held[0] <= flip[0] ? held : flip, held[2] >= flip[2] ? held : flip]
  return [first[0], first[1], last[2], last[3]]
}

/** Subscribers who were there before a stretch and are not after it. */
export const lostIn = ({ flips }: Revenue): number =>
  Object.values(flips).filter(([, before, , after]) => before === 1 && after === 0).length

/** How the number of subscribers changed over a stretch. */
export const subscriberRise = ({ flips }: Revenue): number =>
  Object.values(flips).reduce((sum, [, before, , after]) => sum + after - before, 0)

/** Revenue by day and month of the reporting zone. */
export const revenueCube: CubeKind<Contribution, Revenue> = {
  name: "revenue",
  version: 3,
  levels: ["day", "month"],
  families: ["contribution"],
  facts: "contributions",
  clock: "business",
  lanes: 0,
  empty: noRevenue(),
  fold: (facts: readonly FactRow<Contribution>[]) => {
    const byCustomer = new Map(facts.map(({ body }) => [body.customerId, body]))
    return mergeRevenue([...byCustomer.values()].map(ofOne))
  },
  merge: mergeRevenue,
}
