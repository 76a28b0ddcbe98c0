import type { MovementKind } from "../contract/overview.ts"
import { type Day, dayOf, type Instant, instantOfUnix, type Month, monthOf, type Zone } from "../time.ts"
import { sentenceOf } from "./sentence.ts"
import type { InvoiceLine, InvoiceSnapshot } from "./stripe-fact.ts"
import { LEVEL_FIELDS, type Level, moments, type Standing, standingAt, type Timeline } from "./timeline.ts"
import { trialsOf } from "./trials.ts"

/** One currency of a customer over one day: what it was worth when the day began and when it was over. */
export interface Change {
  before: Level
  after: Level
  /** Null when MRR did not change. */
  kind: MovementKind | null
}

/** Everything one customer gives to one day. */
export interface Contribution {
  day: Day
  customerId: string
  name: string | null
  organizationId: string | null
  /** The instant of the day's last change of worth. */
  at: Instant
  what: string
  changes: Record<string, Change>
  subscriber: { before: boolean; after: boolean; firstEver: boolean }
  /** The month in which it first had MRR; null before that. */
  cohort: Month | null
  /** Trials that ended on this day, and those of them that ended in MRR. */
  trials: { ended: number; converted: number }
  earning: number
  leaving: number
  /** Money that came in, less what was given back of it, by currency. */
  paidCents: Record<string, number>
  /** Of what was invoiced and paid, what was for metered use, by currency. */
  usageCents: Record<string, number>
  sent: Instant[]
}

const NONE: Level = { mrrCents: 0, pastDueCents: 0, pausedCents: 0, trialCents: 0, committedCents: 0 }
const EMPTY: Standing = { levels: {}, earning: 0, leaving: 0 }
const earns = ({ levels }: Standing): boolean => Object.values(levels).some(({ mrrCents }) => mrrCents > 0)

/** What a customer gives to each day of a zone: only days on which something changed, was paid or was sent. */
export function contributionsOf(customerId: string, timeline: Timeline, zone: Zone): Contribution[] {
  const days = new Map<Day, Contribution>()
  const { name, organizationId } = timeline.customer
  const on = (day: Day, at: Instant): Contribution => {
    const held = days.get(day)
    if (held) return held
    const made: Contribution = {
      day,
      customerId,
      name,
      organizationId,
      at,
      what: "",
      changes: {},
      subscriber: { before: false, after: false, firstEver: false },
      cohort: null,
      trials: { ended: 0, converted: 0 },
      earning: 0,
      leaving: 0,
      paidCents: {},
      usageCents: {},
      sent: [],
    }
    days.set(day, made)
    return made
  }
  const changed = addChanges(timeline, zone, on)
  addTrials(timeline, zone, on)
  addInvoices(timeline, zone, on)
  const sorted = [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1))
  let isSubscriber = false
  for (const contribution of sorted) {
    if (changed.has(contribution.day)) isSubscriber = contribution.subscriber.after
    else contribution.subscriber = { before: isSubscriber, after: isSubscriber, firstEver: false }
  }
  return sorted
}

/** Answers the days on which the customer's worth changed. */
function addChanges(timeline: Timeline, zone: Zone, on: (day: Day, at: Instant) => Contribution): ReadonlySet<Day> {
  const changed = new Set<Day>()
  const lastOfDay = new Map<Day, number>()
  for (const second of moments(timeline)) lastOfDay.set(dayOf(instantOfUnix(second), zone), second)
  let before = EMPTY
  let beforeSecond: number | null = null
  let cohort: Month | null = null
  for (const [day, second] of lastOfDay) {
    const after = standingAt(timeline, second)
    const changes = changesBetween(before, after, cohort !== null)
    const firstEver = earns(after) && cohort === null
    if (firstEver) cohort = monthOf(day)
    if (Object.keys(changes).length > 0 || after.earning !== before.earning || after.leaving !== before.leaving) {
      const contribution = on(day, instantOfUnix(second))
      changed.add(day)
      contribution.changes = changes
      contribution.subscriber = { before: earns(before), after: earns(after), firstEver }
      contribution.cohort = cohort
      contribution.earning = after.earning - before.earning
      contribution.leaving = after.leaving - before.leaving
      contribution.what = sentenceOf(timeline, beforeSecond, second, changes)
    }
    before = after
    beforeSecond = second
  }
  return changed
}

function changesBetween(before: Standing, after: Standing, everEarned: boolean): Record<string, Change> {
  const changes: Record<string, Change> = {}
  const was = earns(before) ? "subscriber" : everEarned ? "gone" : "stranger"
  for (const currency of [...new Set([...Object.keys(before.levels), ...Object.keys(after.levels)])].sort()) {
    const [held, holds] = [before.levels[currency] ?? NONE, after.levels[currency] ?? NONE]
    if (LEVEL_FIELDS.every((field) => held[field] === holds[field])) continue
    changes[currency] = { before: held, after: holds, kind: kindOf(held.mrrCents, holds.mrrCents, was, earns(after)) }
  }
  return changes
}

/**
 * What a change of MRR is called, by what the customer was when the day began: a second currency of a subscriber is
 * expansion, not new, and only who ends with nothing in any currency has churned.
 */
export function kindOf(
  beforeCents: number,
  afterCents: number,
  was: "stranger" | "subscriber" | "gone",
  isSubscriber: boolean,
): MovementKind | null {
  if (beforeCents === afterCents) return null
  if (was !== "subscriber") return was === "gone" ? "reactivation" : "new"
  if (!isSubscriber) return "churn"
  return afterCents > beforeCents ? "expansion" : "contraction"
}

function addTrials(timeline: Timeline, zone: Zone, on: (day: Day, at: Instant) => Contribution): void {
  for (const { atSeconds, converted } of trialsOf(timeline)) {
    const at = instantOfUnix(atSeconds)
    const { trials } = on(dayOf(at, zone), at)
    trials.ended++
    if (converted) trials.converted++
  }
}

function addInvoices(timeline: Timeline, zone: Zone, on: (day: Day, at: Instant) => Contribution): void {
  const add = (sums: Record<string, number>, currency: string, cents: number) => {
    sums[currency] = (sums[currency] ?? 0) + cents
  }
  const usageOf = usageIn(timeline)
  for (const { snapshot, sentSeconds, paidSeconds } of timeline.invoices) {
    if (sentSeconds !== null) {
      const at = instantOfUnix(sentSeconds)
      on(dayOf(at, zone), at).sent.push(at)
    }
    if (paidSeconds === null) continue
    const at = instantOfUnix(paidSeconds)
    const [cents, usage] = [snapshot.paidCents - snapshot.refundedCents, usageOf(snapshot)]
    if (cents !== 0) add(on(dayOf(at, zone), at).paidCents, snapshot.currency, cents)
    if (usage !== 0) add(on(dayOf(at, zone), at).usageCents, snapshot.currency, usage)
  }
}

/** What an invoice asks for metered use: its lines say so, or the customer's items that they are of. */
function usageIn({ subscriptions }: Timeline): (invoice: InvoiceSnapshot) => number {
  const items = subscriptions.flatMap(({ steps }) => steps.flatMap(({ snapshot }) => snapshot.items))
  const metered = new Set(items.filter((item) => item.metered).flatMap(({ id, priceId }) => [id, priceId]))
  const isUsage = ({ itemId, priceId, metered: told }: InvoiceLine) =>
    told ?? ((itemId !== null && metered.has(itemId)) || (priceId !== null && metered.has(priceId)))
  return ({ lines = [] }) => lines.filter(isUsage).reduce((sum, { cents }) => sum + cents, 0)
}
