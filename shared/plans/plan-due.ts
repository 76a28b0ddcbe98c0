import type { EntryType } from "../contract/credits.ts"
import type { PlanTerms } from "../contract/plans.ts"
import type { StripeDue } from "../credits/stripe-due.ts"
import { isOver, type Step } from "../revenue/life.ts"
import type { InvoiceLife, Timeline } from "../revenue/timeline.ts"
import { stepAt } from "../revenue/timeline.ts"
import { DAY_MS, instantOfUnix, SECOND_MS } from "../time.ts"
import { isUpgrade, knownAs, type PlanTable, termsAt } from "./plan-table.ts"

const DAY_SECONDS = DAY_MS / SECOND_MS

/** What changes of a subscription can happen to a plan, and what stands in the ledger for each. */
type Change = "start" | "upgrade" | "downgrade" | "renewal" | "cancel" | "end"
const ENTRY_TYPES: Record<PlanTerms["product"], Record<Change, EntryType>> = {
  plan: {
    start: "subscription_start",
    upgrade: "subscription_start",
    downgrade: "subscription_start",
    renewal: "subscription_renewal",
    cancel: "subscription_cancel",
    end: "subscription_end",
  },
  devPlan: {
    start: "dev_plan_start",
    upgrade: "dev_plan_upgrade",
    downgrade: "dev_plan_downgrade",
    renewal: "dev_plan_renewal",
    cancel: "dev_plan_cancel",
    end: "dev_plan_end",
  },
}
/** Whether a change brings credits: a start and a renewal those of their cycle, a higher tier what it has more. */
const amountOf = (change: Change, terms: PlanTerms, before: PlanTerms | undefined): number => {
  if (change === "start" || change === "renewal") return terms.creditsMicros
  return change === "upgrade" ? Math.max(0, terms.creditsMicros - (before?.creditsMicros ?? 0)) : 0
}

/** What the subscriptions of a customer are to have in the ledger of its organization, by the table of plans. */
export const planDues = (timeline: Timeline, table: PlanTable): StripeDue[] =>
  timeline.subscriptions.flatMap((subscription) => {
    const { subscriptionId, steps } = subscription
    const invoices = timeline.invoices.filter(({ snapshot }) => snapshot.subscriptionId === subscriptionId)
    return duesOf(subscriptionId, endedWith(steps, timeline.deletedSeconds), cyclesOf(invoices), table)
  })

/** A paid period of a subscription. */
interface Cycle {
  sentSeconds: number
  endSeconds: number
}

/** The periods that were paid for, in their order: an invoice that reaches no further than one before begins none. */
function cyclesOf(invoices: readonly InvoiceLife[]): Cycle[] {
  const paid = invoices
    .filter(({ paidSeconds, snapshot }) => paidSeconds !== null && snapshot.status === "paid")
    .flatMap(({ snapshot, sentSeconds, paidSeconds }) => {
      const endSeconds = snapshot.periodEndSeconds ?? null
      return endSeconds === null ? [] : [{ sentSeconds: sentSeconds ?? paidSeconds!, endSeconds }]
    })
    .sort((one, other) => one.sentSeconds - other.sentSeconds || one.endSeconds - other.endSeconds)
  let reached = 0
  return paid.filter(({ endSeconds }) => endSeconds > reached && (reached = endSeconds) > 0)
}

/** A subscription's steps, ended where its customer was deleted before anything said so. */
function endedWith(steps: readonly Step[], deletedSeconds: number | null): readonly Step[] {
  const last = steps.at(-1)
  if (deletedSeconds === null || !last || isOver(last.snapshot)) return steps
  const atSeconds = Math.max(deletedSeconds, last.atSeconds)
  return [...steps, { ...last, atSeconds, snapshot: { ...last.snapshot, status: "canceled" } }]
}

const LIVE: readonly string[] = ["trialing", "active", "past_due"]
const isLive = ({ snapshot }: Step): boolean => LIVE.includes(snapshot.status)
const isLeaving = ({ snapshot }: Step): boolean => snapshot.cancelAtPeriodEnd || snapshot.cancelAtSeconds !== null

/** What a subscription stands for at a step: its first item whose price the table knows. */
const planOf = (table: PlanTable, { snapshot, atSeconds }: Step): PlanTerms | undefined =>
  snapshot.items.map(({ priceId }) => knownAs(table, priceId, atSeconds)).find((terms) => terms !== undefined)

function duesOf(
  subscriptionId: string,
  steps: readonly Step[],
  cycles: readonly Cycle[],
  table: PlanTable,
): StripeDue[] {
  const dues: StripeDue[] = []
  const counts = new Map<EntryType, number>()
  const add = (
    change: Change,
    plan: PlanTerms,
    atSeconds: number,
    more: Partial<Pick<StripeDue, "expiresAt">> & { which?: string; before?: PlanTerms | undefined } = {},
  ) => {
    const terms = termsAt(table, plan.priceId, atSeconds)
    if (!terms) return
    const type = ENTRY_TYPES[terms.product][change]
    const nth = counts.get(type) ?? 0
    counts.set(type, nth + 1)
    const { which = String(nth), before, expiresAt = null } = more
    const amountMicros = amountOf(change, terms, before)
    dues.push({
      key: `subscription#${subscriptionId}#${type}#${which}`,
      type,
      amountMicros,
      source: { kind: "subscription", id: subscriptionId },
      comment: wordsOf(change, terms, before),
      expiresAt: amountMicros > 0 ? expiresAt : null,
    })
  }

  const began = steps.find((step) => isLive(step) && planOf(table, step))
  const first = cycles[0]
  const isFirst = (cycle: Cycle) =>
    cycle === first && began !== undefined && cycle.sentSeconds <= began.atSeconds + DAY_SECONDS
  const endOf = ({ snapshot, atSeconds }: Step) => {
    const running = cycles.find((cycle) => cycle.endSeconds > atSeconds && cycle.sentSeconds <= atSeconds + DAY_SECONDS)
    return endInstant(running?.endSeconds ?? snapshot.periodEndSeconds ?? null, atSeconds)
  }

  let standing: PlanTerms | undefined
  let before: Step | undefined
  for (const step of steps) {
    const plan = isLive(step) ? planOf(table, step) : undefined
    if (standing && (isOver(step.snapshot) || (plan && plan.product !== standing.product))) {
      add("end", standing, step.atSeconds)
      standing = undefined
    }
    if (plan && !standing) add("start", plan, step.atSeconds, { expiresAt: endOf(step) })
    else if (plan && standing && plan.tier !== standing.tier)
      add(isUpgrade(standing, plan) ? "upgrade" : "downgrade", plan, step.atSeconds, {
        before: standing,
        expiresAt: endOf(step),
      })
    standing = plan ?? standing
    if (standing && isLeaving(step) && !(before && isLeaving(before))) add("cancel", standing, step.atSeconds)
    before = step
  }
  for (const cycle of cycles) {
    const step = stepAt(steps, cycle.sentSeconds)
    const plan = step && isLive(step) ? planOf(table, step) : undefined
    if (!plan || isFirst(cycle) || (termsAt(table, plan.priceId, cycle.sentSeconds)?.creditsMicros ?? 0) === 0) continue
    add("renewal", plan, cycle.sentSeconds, {
      which: String(cycle.endSeconds),
      expiresAt: endInstant(cycle.endSeconds, cycle.sentSeconds),
    })
  }
  return dues
}

const endInstant = (endSeconds: number | null, fromSeconds: number) =>
  endSeconds === null || endSeconds <= fromSeconds ? null : instantOfUnix(endSeconds)

const NAMES = { plan: "Plan", devPlan: "Dev plan" } as const
function wordsOf(change: Change, { product, tier }: PlanTerms, before: PlanTerms | undefined): string {
  const name = `${NAMES[product]} ${tier}`
  if (change === "cancel") return `${name}, to be ended`
  return before && before.tier !== tier ? `${name}, before it ${before.tier}` : name
}
