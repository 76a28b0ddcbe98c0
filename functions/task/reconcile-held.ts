import type { Discrepancy, Reconciled } from "#shared/contract/reconciliation.ts"
import { FRESH_SECONDS } from "#shared/reconciliation/compare.ts"
import { paymentStanding, type Standing } from "#shared/reconciliation/decisive.ts"
import { addAmounts, addSample, count, type Tally } from "#shared/reconciliation/tally.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { byObject } from "#shared/revenue/by-object.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { invoiceLife } from "#shared/revenue/timeline.ts"
import { instant, msOf } from "#shared/time.ts"
import { inGroups } from "../runtime/in-groups.ts"
import { COUPONS, PROMOTION_CODES } from "../table/coupon.ts"
import { customerFacts, customersAfter, type Mode } from "../table/customer.ts"
import type { Db } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { heldList } from "../table/held-list.ts"
import { paymentFacts } from "../table/payment.ts"
import { listedPages, type ReconciliationRow } from "../table/reconciliation.ts"
import { monthsOf, transactionIn, transactionsOf } from "../table/transaction.ts"

const CUSTOMERS_A_SLICE = 200
const TRANSACTIONS_A_SLICE = 400
const AT_ONCE = 10
const PAGES_A_LOOK = 100

/** Everything that a run listed, as `<mode> <object> <id>`. */
export type Listed = ReadonlySet<string>

export async function listedBy(db: Db, { reconciliationId }: ReconciliationRow): Promise<Listed> {
  const listed = new Set<string>()
  let after: string | undefined = ""
  while (after !== undefined) {
    const found = await listedPages(db, reconciliationId, after, PAGES_A_LOOK)
    for (const { mode, object, ids } of found.pages) for (const id of ids) listed.add(`${mode} ${object} ${id}`)
    after = found.after
  }
  return listed
}

/** What of a run holds for every object that Stripe does not list. */
interface Looking {
  mode: Mode
  listed: Listed
  tally: Tally
  /** Money made before that was not looked at. */
  sinceSeconds: number
  /** What was made after that may be younger than the list it would stand in. */
  untilSeconds: number
}

export const lookingOf = (row: ReconciliationRow, mode: Mode, listed: Listed, tally: Tally): Looking => ({
  ...{ mode, listed, tally },
  sinceSeconds: row.from === null ? 0 : Math.floor(msOf(row.from) / 1_000),
  untilSeconds: Math.floor(msOf(row.startedAt ?? row.requestedAt) / 1_000) - FRESH_SECONDS,
})

/** Looks at the next customers after one, with their subscriptions and invoices; answers the last, and nothing at the end. */
export async function customersHeld({ db }: Ground, looking: Looking, after: string): Promise<string | undefined> {
  const customers = await customersAfter(db, looking.mode, after, CUSTOMERS_A_SLICE)
  await inGroups(customers, AT_ONCE, async (customer) => {
    const facts = (await customerFacts(db, customer)) as StripeFact[]
    const deleted = facts.some((fact) => fact.object === "customer" && fact.snapshot.deleted)
    for (const [objectId, told] of byObject(facts)) {
      const { object } = told[0]!
      // Stripe lists neither a customer who was deleted, nor a draft that was.
      if (told.some(({ type }) => type === "invoice.deleted") || (deleted && object !== "invoice")) continue
      if (Math.min(...told.map(({ createdSeconds }) => createdSeconds)) > looking.untilSeconds) continue
      if (
        object === "invoice" &&
        !isInReach(looking, invoiceLife(objectId, told as InvoiceFact[]).snapshot.createdSeconds)
      )
        continue
      note(looking, { object, objectId, customerId: customer.customerId, chargeId: null })
    }
  })
  return customers.at(-1)?.customerId
}
type InvoiceFact = Extract<StripeFact, { object: "invoice" }>

/** Nobody can tell of an invoice that does not say when it was made, unless everything is looked at. */
const isInReach = ({ sinceSeconds }: Looking, createdSeconds: number | null | undefined): boolean =>
  sinceSeconds === 0 || (createdSeconds ?? 0) >= sinceSeconds

/** Looks at a month's next charges, with their refunds and disputes; answers where the next begin, and nothing at the end. */
export async function paymentsHeld(
  { db }: Ground,
  looking: Looking,
  { month, before }: { month: string; before: string | null },
): Promise<{ month: string; before: string | null } | undefined> {
  const { mode, sinceSeconds, untilSeconds } = looking
  const months = (await monthsOf(db, mode)).filter((one) => `${one}~` > instant(sinceSeconds * 1_000))
  const current = months.find((one) => month === "" || one <= month)
  if (current === undefined) return undefined
  const { rows, next } = await transactionsOf(
    db,
    mode,
    current,
    {
      from: instant(sinceSeconds * 1_000),
      to: instant(untilSeconds * 1_000),
      before: current === month ? (before ?? undefined) : undefined,
    },
    TRANSACTIONS_A_SLICE,
  )
  await inGroups(
    rows.map(transactionIn),
    AT_ONCE,
    async ({ chargeId, customerId, status, refundedCents, disputes }) => {
      const of = { customerId, chargeId }
      const isListed = status === "unknown" || isIn(looking, "charge", chargeId)
      if (isListed && refundedCents === 0 && disputes.length === 0) return
      const payment = paymentOf(await paymentFacts(db, { mode, chargeId }))
      const standing = (object: "charge" | "refund" | "dispute", objectId: string) =>
        paymentStanding(payment, { object, objectId })
      if (!isListed) note(looking, { ...of, object: "charge", objectId: chargeId }, standing("charge", chargeId))
      for (const { id, snapshot } of payment.refunds)
        if (snapshot.createdSeconds >= sinceSeconds && snapshot.createdSeconds <= untilSeconds)
          note(looking, { ...of, object: "refund", objectId: id }, standing("refund", id))
      for (const { id, snapshot } of payment.disputes)
        if (snapshot.createdSeconds <= untilSeconds)
          note(looking, { ...of, object: "dispute", objectId: id }, standing("dispute", id))
    },
  )
  if (next) return { month: current, before: rows.at(-1)!.sk }
  const older = months.find((one) => one < current)
  return older === undefined ? undefined : { month: older, before: null }
}

/** Looks at every coupon that nobody told was deleted, and at the promotion codes of those. */
export async function couponsHeld(ground: Ground, looking: Looking): Promise<void> {
  const [{ kept: coupons }, { kept: codes }] = await Promise.all([
    heldList(ground, looking.mode, COUPONS),
    heldList(ground, looking.mode, PROMOTION_CODES),
  ])
  const isOld = (createdSeconds: number | null | undefined) => (createdSeconds ?? 0) <= looking.untilSeconds
  const of = { customerId: null, chargeId: null }
  const deleted = new Set(coupons.flatMap(({ couponId, deletedSeconds }) => (deletedSeconds === null ? [] : couponId)))
  for (const { couponId, coupon } of coupons)
    if (!deleted.has(couponId) && isOld(coupon?.createdSeconds))
      note(looking, { ...of, object: "coupon", objectId: couponId, couponId })
  for (const { couponId, codeId, code } of codes)
    if (!deleted.has(couponId) && isOld(code.createdSeconds))
      note(looking, { ...of, object: "promotionCode", objectId: codeId, couponId })
}

const isIn = ({ mode, listed }: Looking, object: Reconciled, id: string): boolean =>
  listed.has(`${mode} ${object} ${id}`)

/** Counts an object that Stripe does not list, with its amounts on our side. */
function note(
  looking: Looking,
  of: Pick<Discrepancy, "object" | "objectId" | "customerId" | "chargeId" | "couponId">,
  standing?: Standing,
): void {
  const { mode, tally } = looking
  if (isIn(looking, of.object, of.objectId)) return
  count(tally, mode, of.object, "notAtStripe")
  addAmounts(tally, mode, standing?.amounts ?? [], ["beforeCents", "afterCents"])
  addSample(tally, { mode, ...of, found: "notAtStripe", fields: [], outcome: "untouched", why: null })
}
