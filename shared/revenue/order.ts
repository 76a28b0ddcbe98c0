import type { Leaves, Told } from "./stripe-fact.ts"

/** A fact about one object, as far as its place in time goes. */
export type Placed = Pick<Told, "createdSeconds" | "eventId" | "type" | "previous" | "now"> & {
  snapshot: object
}

/** The type of what Stripe answered when it was asked: no event, but how the object stood then. */
export const ASKED = "asked"

/** What an object is known to hold, by path. */
type Known = Map<string, Leaves[string]>

/**
 * The order in which things happened to one object, whatever the order of arrival. Stripe's clock ticks in seconds; within
 * one, creation comes first, deletion last, and in between the chain of previous_attributes decides: the order in which what
 * each event says stood there before is what the events before it brought. Where that says nothing, an answer to a question of
 * ours comes after the events of its second.
 */
export function inOrder<Fact extends Placed>(facts: readonly Fact[]): Fact[] {
  const bySecond = new Map<number, Fact[]>()
  for (const fact of distinct(facts))
    bySecond.set(fact.createdSeconds, [...(bySecond.get(fact.createdSeconds) ?? []), fact])
  const known: Known = new Map()
  const ordered: Fact[] = []
  for (const second of [...bySecond.keys()].sort((one, other) => one - other)) {
    const told = bySecond.get(second)!.sort(bySeniority)
    for (const stage of [0, 1, 2]) {
      const staged = told.filter((fact) => stageOf(fact) === stage)
      for (const fact of chained(staged, known)) {
        learn(known, fact)
        ordered.push(fact)
      }
    }
  }
  return ordered
}

/** One change counts once: the same event twice, or two event ids with the same news. */
function distinct<Fact extends Placed>(facts: readonly Fact[]): Fact[] {
  const seen = new Map<string, Fact>()
  for (const fact of facts) {
    const key = JSON.stringify([fact.createdSeconds, fact.type, fact.snapshot, fact.previous])
    const held = seen.get(key)
    if (!held || fact.eventId < held.eventId) seen.set(key, fact)
  }
  return [...seen.values()]
}

const stageOf = ({ type }: Placed): number => (type.endsWith(".created") ? 0 : type.endsWith(".deleted") ? 2 : 1)

/** Where the chain does not decide: what is further in its life comes later, so that an open invoice yields to any other news. */
const LIFE = [
  "draft",
  "pending",
  "incomplete",
  "requires_action",
  "open",
  "trialing",
  "active",
  "past_due",
  "unpaid",
  "paused",
  "paid",
  "succeeded",
  "failed",
  "warning_needs_response",
  "warning_under_review",
  "warning_closed",
  "needs_response",
  "under_review",
  "lost",
  "won",
  "uncollectible",
  "void",
  "canceled",
  "incomplete_expired",
]
const lifeRank = ({ snapshot }: Placed): number =>
  "status" in snapshot ? LIFE.indexOf(String(snapshot.status ?? "")) : 0
const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
const bySeniority = (one: Placed, other: Placed): number =>
  Number(one.type === ASKED) - Number(other.type === ASKED) ||
  lifeRank(one) - lifeRank(other) ||
  compareText(one.eventId, other.eventId)

/** How many events of one second are tried in every order; of more, the next best is taken each time. */
const TRIED_MAX = 6

/** The order that contradicts least; of equal ones the first in seniority. */
function chained<Fact extends Placed>(told: readonly Fact[], known: Known): Fact[] {
  if (told.length <= 1) return [...told]
  if (told.length > TRIED_MAX) return nextBest(told, known)
  let best = { cost: Number.POSITIVE_INFINITY, order: [...told] }
  const extend = (order: Fact[], left: Fact[], state: Known, cost: number): void => {
    if (cost >= best.cost) return
    if (left.length === 0) best = { cost, order }
    for (const fact of left) {
      const after = learn(new Map(state), fact)
      extend(
        [...order, fact],
        left.filter((other) => other !== fact),
        after,
        cost + contradictions(state, fact),
      )
    }
  }
  extend([], [...told], known, 0)
  return best.order
}

function nextBest<Fact extends Placed>(told: readonly Fact[], known: Known): Fact[] {
  const state: Known = new Map(known)
  const left = [...told]
  const order: Fact[] = []
  while (left.length > 0) {
    const costs = left.map((fact) => contradictions(state, fact))
    const [fact] = left.splice(costs.indexOf(Math.min(...costs)), 1) as [Fact]
    learn(state, fact)
    order.push(fact)
  }
  return order
}

/** On how many paths an event says that something else stood there, or shows something else without having changed it. */
function contradictions(known: Known, { previous, now }: Placed): number {
  let count = 0
  for (const [path, before] of Object.entries(previous ?? {})) if (differs(known, path, before)) count++
  for (const [path, shown] of Object.entries(now))
    if (!(previous && path in previous) && differs(known, path, shown)) count++
  return count
}

function differs(known: Known, path: string, value: Leaves[string]): boolean {
  if (known.has(path)) return known.get(path) !== value
  for (let dot = path.lastIndexOf("."); dot > 0; dot = path.lastIndexOf(".", dot - 1))
    if (known.has(path.slice(0, dot))) return true
  return value === null && [...known.keys()].some((held) => held.startsWith(`${path}.`))
}

/** Takes what an event shows as what is known from then on. */
function learn(known: Known, { now }: Placed): Known {
  for (const [path, value] of Object.entries(now)) {
    for (const held of known.keys()) if (held.startsWith(`${path}.`) || path.startsWith(`${held}.`)) known.delete(held)
    known.set(path, value)
  }
  return known
}
