import { paidSum, type StripeDue, topUpDues } from "#shared/credits/stripe-due.ts"
import type { GeneralSettings } from "#shared/contract/settings.ts"
import { LOTS_MAX } from "#shared/credits/gift.ts"
import type { LedgerHead, Movement } from "#shared/credits/ledger.ts"
import { planDues } from "#shared/plans/plan-due.ts"
import { standingPlans } from "#shared/plans/standing.ts"
import type { Timeline } from "#shared/revenue/timeline.ts"
import { CommandRefused } from "../table/audit-entry.ts"
import { expiryPut } from "../table/credit-expiry.ts"
import { type CustomerId, customerSource } from "../table/customer.ts"
import { paidBy } from "../table/customer-paid.ts"
import type { Check } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { enter } from "../table/ledger.ts"
import type { CustomerGiven } from "../table/organization.ts"
import { giveCustomer } from "../table/organization-customers.ts"
import { savedTerms } from "../table/plan-table.ts"
import { enteredFor, enteredPut, type StripeEnteredRow } from "../table/stripe-entered.ts"

/** A fold of a customer that stands as long as its generation is the last one. */
interface Folded {
  customer: CustomerId
  gen: number
  timeline: Timeline
  /** Every organization that the customer ever was. */
  organizationIds: ReadonlySet<string>
}

const RACES_MAX = 8

/**
 * Brings what a customer gives to its organization up to date: the plan it pays for, what it spent, and what its subscriptions
 * and top-ups are to have in the ledger less what was entered for them before. So what is told late, or corrected, makes an
 * entry of the difference, and nothing is entered twice. An organization that the customer is no more gets everything back.
 * Payments of test mode are no money. Ends early, with nothing half written, where a newer fold was noted.
 */
export async function giveOrganization(ground: Ground, settings: GeneralSettings, folded: Folded): Promise<void> {
  const { customer, timeline, organizationIds } = folded
  if (customer.mode !== "live" || organizationIds.size === 0) return
  const { organizationId } = timeline.customer
  const [paid, { terms }] = await Promise.all([paidBy(ground.db, customer), savedTerms(ground.db)])
  const table = { terms, zone: settings.reportingZone }
  for (const one of organizationIds) {
    const isIts = one === organizationId
    const given = isIts ? givenBy(standingPlans(timeline, table), paidSum(settings, paid)) : undefined
    await giveCustomer(ground, one, customer.customerId, given, stillLast(folded))
    await enterDues(ground, folded, one, isIts ? [...planDues(timeline, table), ...topUpDues(paid)] : [])
  }
}

/** What a customer gives, where that is anything. */
function givenBy(plans: Omit<CustomerGiven, "spentCents">, { spentCents }: { spentCents: number | null }) {
  const isNothing = spentCents === 0 && !plans.plan && !plans.devPlan
  return isNothing ? undefined : { ...plans, spentCents }
}

const stillLast = ({ customer, gen }: Folded): Check => ({
  check: customerSource(customer).fold,
  when: { eq: ["gen", gen] },
})

/** Enters what is due and was not entered, and takes back what was entered and is not due. */
async function enterDues(
  ground: Ground,
  folded: Folded,
  organizationId: string,
  dues: readonly StripeDue[],
): Promise<void> {
  for (let race = 0; race < RACES_MAX; race++) {
    const before = await enteredFor(ground.db, organizationId, folded.customer)
    const known = new Set(dues.map(({ key }) => key))
    const gone = [...before]
      .filter(([key, { dueMicros }]) => !known.has(key) && dueMicros !== 0)
      .map(([key, row]): StripeDue => ({ key, ...backOf(row) }))
    const open = [...dues, ...gone].filter(({ key, amountMicros }) => before.get(key)?.dueMicros !== amountMicros)
    try {
      for (const due of open) await enterDue(ground, folded, organizationId, due, before.get(due.key))
      return
    } catch (error) {
      if (!(error instanceof CommandRefused)) throw error
      // Position 0 is the fold's: a newer one will enter what is due then.
      if (error.positions.includes(0)) return
    }
  }
  throw new Error(`What ${folded.customer.customerId} gives to ${organizationId} changed too often at once`)
}

const backOf = ({ entryType, source }: StripeEnteredRow) => ({
  type: entryType,
  source,
  amountMicros: 0,
  comment: "Taken back: it is no more so",
  expiresAt: null,
})

async function enterDue(
  { db, clock }: Ground,
  folded: Folded,
  organizationId: string,
  due: StripeDue,
  before: StripeEnteredRow | undefined,
): Promise<void> {
  const at = clock.business()
  const changedAt = clock.machine()
  const enteredBefore = before?.enteredMicros ?? 0
  let movement: Movement | undefined
  await enter(db, organizationId, {
    changedAt,
    movement: (head) => (movement = { ...moved(due, enteredBefore, head), at }),
    beside: (seq) => {
      const { amountMicros, expiresAt } = movement!
      return [
        stillLast(folded),
        enteredPut(organizationId, folded.customer, due, before, enteredBefore + amountMicros),
        ...(expiresAt ? [expiryPut(organizationId, { seq, expiresAt }, { due: clock.due(), business: at })] : []),
      ]
    },
  })
}

/** The entry that brings what was entered to what is due. A refund takes no more than there is. */
function moved(due: StripeDue, enteredMicros: number, { balanceMicros, lots }: LedgerHead): Omit<Movement, "at"> {
  const wantedMicros = due.amountMicros - enteredMicros
  const leftMicros = Math.max(0, balanceMicros)
  const isShort = due.type === "credit_refund" && -wantedMicros > leftMicros
  const amountMicros = isShort ? -leftMicros : wantedMicros
  return {
    type: due.type,
    // There is no negative zero in JSON.
    amountMicros: amountMicros === 0 ? 0 : amountMicros,
    source: due.source,
    actor: { personId: null, label: "Stripe", role: "service" },
    comment: isShort ? "More was refunded than was left" : due.comment,
    expiresAt: amountMicros > 0 && lots.length < LOTS_MAX ? due.expiresAt : null,
  }
}
