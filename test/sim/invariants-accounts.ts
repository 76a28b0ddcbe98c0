import type { LedgerEntry } from "#shared/contract/credits.ts"
import type { StripeDue } from "#shared/credits/stripe-due.ts"
import { planDues } from "#shared/plans/plan-due.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { queryAll, type Row } from "../../functions/table/db.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { type OrganizationRecord, organizationRow } from "../../functions/table/organization.ts"
import { verifyLedger } from "../../functions/table/verify-ledger.ts"
import { type AccountLife, BOUGHT_USD, ORGANIZATIONS, TERMS } from "./account-life.ts"
import { truthOf } from "./invariants-payments.ts"
import { Broken, mustEqual } from "./world.ts"

/** I3 and I9 of what customers give: every organization has what its customers pay for, once, and what others paid for is gone. */
export async function checkAccounts(ground: Ground, lives: readonly AccountLife[]): Promise<void> {
  for (const organizationId of ORGANIZATIONS) {
    const own = lives.filter((life) => life.organizationId === organizationId)
    const rows = await queryAll(ground.db, { pk: `ledger#${organizationId}`, strong: true })
    const due = Object.assign({}, ...own.map(dueOf)) as Record<string, number>
    const noted = rows.filter(({ kind, dueMicros }) => kind === "stripeEntered" && dueMicros !== 0)
    mustEqual("I3", `What was entered for ${organizationId}`, sumsOf(noted), withoutNothing(due))
    const { verdict, faults } = await verifyLedger(ground, organizationId)
    const entries = rows.filter(({ kind }) => kind === "ledgerEntry").map((row) => row["entry"] as LedgerEntry)
    if (verdict !== (entries.length === 0 ? "empty" : "ok"))
      throw new Broken("I3", `The ledger of ${organizationId} is ${verdict}: ${JSON.stringify(faults)}`)
    const waiting = rows.filter(({ kind }) => kind === "creditExpiry")
    mustEqual(
      "I8",
      `Credits of ${organizationId} that wait to expire`,
      waiting.every(({ gsi2pk }) => gsi2pk !== undefined),
      true,
    )
    const profile = (await ground.db.get({ pk: `org#${organizationId}`, sk: "profile" }, { strong: true })) as
      | OrganizationRecord
      | undefined
    mustEqual(
      "I9",
      `What ${organizationId} spent`,
      profile ? organizationRow(profile).totalSpentCents : 0,
      spentBy(own),
    )
    mustEqual(
      "I9",
      `The dev plan of ${organizationId}`,
      profile ? organizationRow(profile).devPlan : "none",
      devPlanOf(own),
    )
  }
}

const sumsOf = (rows: readonly Row[]): Record<string, number> =>
  Object.fromEntries(rows.map(({ sk, dueMicros }) => [sk, Number(dueMicros)]))
const withoutNothing = (sums: Record<string, number>): Record<string, number> =>
  Object.fromEntries(Object.entries(sums).filter(([, micros]) => micros !== 0))

/** What is due for a customer, by the keys of its rows. */
function dueOf({ customerId, events, payments }: AccountLife): Record<string, number> {
  const key = (of: string) => `stripe#${customerId}#${of}`
  const plans: StripeDue[] = planDues(timelineIn(events), { terms: TERMS, zone: "UTC" })
  const bought = payments.flatMap((life) => {
    const { chargeId, refundedCents, grossCents, status } = truthOf(life)
    const returned = status === "disputeLost" ? 1 : refundedCents / grossCents
    return [
      [key(`charge#${chargeId}#credit_topup`), BOUGHT_USD * 1e6],
      [key(`charge#${chargeId}#credit_refund`), -Math.round(BOUGHT_USD * 1e6 * returned)],
    ] as const
  })
  return Object.fromEntries([...plans.map((due) => [key(due.key), due.amountMicros] as const), ...bought])
}

const timelineIn = (events: AccountLife["events"]) =>
  timelineOf(
    events.flatMap((event) => {
      const { reading } = readStripeEvent(event)
      return reading.kind === "fact" ? [reading.fact] : []
    }),
    { discounts: "forever" },
  )

/** Settled less refunds in dollars; unknown where anything was settled in a currency that has no rate. */
function spentBy(lives: readonly AccountLife[]): number | null {
  const settled = lives.flatMap(({ payments }) => payments.flatMap((life) => truthOf(life).settled))
  const other = settled.some(
    ({ currency, settledCents, refundCents }) => currency !== "usd" && settledCents + refundCents !== 0,
  )
  return other ? null : settled.reduce((sum, one) => sum + one.settledCents + one.refundCents, 0)
}

/** The dev plan that a customer's last news name, where it has not ended. */
function devPlanOf(lives: readonly AccountLife[]): string {
  const tiers = lives.flatMap(({ events }) => {
    const last = events.filter(({ type }) => String(type).startsWith("customer.subscription")).at(-1)!
    if (last["type"] === "customer.subscription.deleted") return []
    return JSON.stringify(last).includes("price_max") ? ["max"] : ["lite"]
  })
  return tiers.includes("max") ? "max" : (tiers[0] ?? "none")
}
