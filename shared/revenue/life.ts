import type { GeneralSettings } from "../contract/settings.ts"
import { isEarning, subscriptionMrr } from "./mrr.ts"
import { inOrder } from "./order.ts"
import type { Discount, StripeFact, SubscriptionSnapshot } from "./stripe-fact.ts"

export type SubscriptionFact = Extract<StripeFact, { object: "subscription" }>

/** What a subscription is worth from an instant on, until its next step. Amounts in minor units of its currency. */
export interface Step {
  atSeconds: number
  snapshot: SubscriptionSnapshot
  mrrCents: number
  pastDueCents: number
  /** What it would be worth if collection were not paused, or once its trial ends. */
  pausedCents: number
  trialCents: number
  /** MRR that no scheduled cancellation will end. */
  committedCents: number
}

const TERMINAL: readonly string[] = ["canceled", "incomplete_expired"]

/** A snapshot, and since when it has been true. */
interface Stretch {
  fromSeconds: number
  snapshot: SubscriptionSnapshot
}

/** The life of one subscription as steps in time, from everything told about it in any order. */
export function lifeOf(facts: readonly SubscriptionFact[], rule: GeneralSettings["discounts"]): Step[] {
  const stretches = stretchesOf(settled(inOrder(facts)))
  return stretches.flatMap(({ fromSeconds, snapshot }, index) => {
    const until = stretches[index + 1]?.fromSeconds ?? Number.POSITIVE_INFINITY
    return [fromSeconds, ...discountEnds(snapshot, fromSeconds, until)].map((second) => stepAt(snapshot, second, rule))
  })
}

/** What tells how a subscription stands now, of everything told about it in any order. */
export const subscriptionNow = (facts: readonly SubscriptionFact[]): SubscriptionFact | undefined =>
  settled(inOrder(facts)).at(-1)

/** A subscription that ended does not come back: what is told after that changes nothing. */
function settled(ordered: readonly SubscriptionFact[]): SubscriptionFact[] {
  const end = ordered.findIndex(({ snapshot }) => isOver(snapshot))
  return end < 0 ? [...ordered] : ordered.slice(0, end + 1)
}

export const isOver = ({ status }: SubscriptionSnapshot): boolean => TERMINAL.includes(status)

function stretchesOf(told: readonly SubscriptionFact[]): Stretch[] {
  const first = told[0]!
  const seen = told.map((fact, index) => ({ fromSeconds: sinceOf(fact, told[index - 1]), snapshot: fact.snapshot }))
  const stretches = [...untoldPast(first, seen[0]!.fromSeconds), ...seen]
  const last = stretches.at(-1)!
  return isOver(last.snapshot)
    ? [...stretches.slice(0, -1).filter(({ fromSeconds }) => fromSeconds < last.fromSeconds), last]
    : stretches
}

/**
 * Since when what an event shows has been true: since the event, save where news were lost and the snapshot knows better.
 * The first we hear of a subscription goes back to its beginning, the end to when it ended, and an active one that we knew
 * on trial to the trial's end.
 */
function sinceOf(
  { snapshot, createdSeconds, previous }: SubscriptionFact,
  before: SubscriptionFact | undefined,
): number {
  if (isOver(snapshot)) return Math.min(snapshot.endedSeconds ?? createdSeconds, createdSeconds)
  if (previous !== null && "status" in previous) return createdSeconds
  if (!before)
    return isOpen(snapshot.status) ? Math.min(beginningOf(snapshot, createdSeconds), createdSeconds) : createdSeconds
  const lost = previous !== null && before.snapshot.status === "trialing" && isEarning(snapshot.status)
  return lost
    ? Math.min(Math.max(snapshot.trialEndSeconds ?? createdSeconds, before.createdSeconds), createdSeconds)
    : createdSeconds
}

const isOpen = (status: unknown): status is "trialing" | "active" | "past_due" =>
  status === "trialing" || status === "active" || status === "past_due"

/** When a subscription began to be what it is: with its creation, or an earning one with the end of its trial. */
function beginningOf(
  { status, trialEndSeconds, startedSeconds, createdSeconds }: SubscriptionSnapshot,
  toldSeconds: number,
): number {
  const began = Math.max(startedSeconds, createdSeconds) || toldSeconds
  return isEarning(status) && trialEndSeconds !== null ? Math.max(began, trialEndSeconds) : began
}

/** What was before the first we hear of: the status it says stood there, or for one that is over, that it earned until then. */
function untoldPast({ snapshot, createdSeconds, previous }: SubscriptionFact, untilSeconds: number): Stretch[] {
  const status = previous?.["status"] ?? (snapshot.status === "canceled" ? "active" : null)
  if (!isOpen(status)) return []
  const before: SubscriptionSnapshot = {
    ...snapshot,
    status,
    cancelAtPeriodEnd: false,
    cancelAtSeconds: null,
    endedSeconds: null,
  }
  const fromSeconds = beginningOf(before, createdSeconds)
  return fromSeconds < untilSeconds ? [{ fromSeconds, snapshot: before }] : []
}

/** Moments inside a stretch at which a discount runs out or begins, though nobody tells. */
function discountEnds({ discounts, items }: SubscriptionSnapshot, from: number, until: number): number[] {
  const all: Discount[] = [...discounts, ...items.flatMap((item) => item.discounts)]
  const moments = all.flatMap(({ startSeconds, endSeconds }) => [startSeconds, endSeconds])
  return [...new Set(moments)].filter((second): second is number => second !== null && second > from && second < until)
}

function stepAt(snapshot: SubscriptionSnapshot, atSeconds: number, rule: GeneralSettings["discounts"]): Step {
  const { status, collectionPaused, cancelAtPeriodEnd, cancelAtSeconds } = snapshot
  const worth = subscriptionMrr(snapshot, rule, atSeconds)
  const mrrCents = isEarning(status) ? worth : 0
  const leaving = cancelAtPeriodEnd || cancelAtSeconds !== null
  return {
    atSeconds,
    snapshot,
    mrrCents,
    pastDueCents: status === "past_due" ? mrrCents : 0,
    pausedCents: status === "paused" || (collectionPaused && mrrCents > 0) ? worth : 0,
    trialCents: status === "trialing" ? worth : 0,
    committedCents: leaving ? 0 : mrrCents,
  }
}
