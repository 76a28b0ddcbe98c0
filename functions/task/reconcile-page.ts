import type { Discrepancy, Reconciled } from "#shared/contract/reconciliation.ts"
import { compared, differencesOf, isStale, lastMoment } from "#shared/reconciliation/compare.ts"
import { addAmounts, addSample, count, type Tally } from "#shared/reconciliation/tally.ts"
import { type Json, secondsIn } from "#shared/revenue/field.ts"
import { ASKED } from "#shared/revenue/order.ts"
import { instant, msOf } from "#shared/time.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Mode } from "../table/customer.ts"
import type { Ground } from "../table/ground.ts"
import type { Found, ListedPage, Place, ReconciliationRow } from "../table/reconciliation.ts"
import type { Lister } from "./open-stripe.ts"
import { answer, type Ours, oursOf, type Stripes, stripesOf } from "./reconcile-sides.ts"

const AT_ONCE = 10

type ComparePlace = Extract<Place, { stage: "compare" }>

/** Under which name a run answers: what it answered itself is no news to it, however often a page is repeated. */
export const answererOf = ({ reconciliationId }: ReconciliationRow): string => `reconciled ${reconciliationId}`

/**
 * Compares one page of what Stripe lists with what stands here, and answers what is missing or different. Answers the page, and
 * the object after which the next begins; nothing at the end of the list. The tally is changed in place.
 */
export async function comparePage(
  ground: Ground,
  lister: Lister,
  row: ReconciliationRow,
  { mode, object, after }: ComparePlace,
  tally: Tally,
): Promise<{ page: ListedPage; after: string | null }> {
  const sinceSeconds = row.from === null ? null : Math.floor(msOf(row.from) / 1_000)
  const askedMs = msOf(ground.clock.business())
  const { objects, hasMore, aheadMs } = await lister.list(object, { sinceSeconds, after })
  // As early as Stripe can have read it: what happens after that is told later than the answer.
  const asked = instant(askedMs + Math.min(0, aheadMs))
  const askedSeconds = Math.floor(msOf(asked) / 1_000)
  const telling = { createdSeconds: askedSeconds, eventId: answererOf(row), type: ASKED, previous: null }
  const ofMode = (objects as Json[]).filter((told) => (told["livemode"] === false ? "test" : "live") === mode)
  const found: Found[] = []
  await inGroups(ofMode, AT_ONCE, async (told) => {
    const stripes = stripesOf(told, object, telling)
    count(tally, mode, object, "listed")
    if ("reason" in stripes) {
      count(tally, mode, object, "different", "unrepaired")
      addSample(tally, unread(mode, object, stripes))
      return
    }
    const ours = await oursOf(ground.db, mode, stripes, answererOf(row))
    const isCounted = object !== "dispute" || sinceSeconds === null || (secondsIn(told, "created") ?? 0) >= sinceSeconds
    if (isCounted) {
      addAmounts(tally, mode, stripes.standing.amounts, ["stripeCents"])
      addAmounts(tally, mode, ours.standing?.amounts ?? [], ["beforeCents", "afterCents"])
    }
    const changedSeconds = Math.max(ours.newestSeconds, lastMoment(told, askedSeconds))
    const word = compared(ours.standing, stripes.standing, { changedSeconds, askedSeconds })
    count(tally, mode, object, word)
    if (word === "same" && isStale(ours.standing, stripes.standing))
      await answer(ground.db, mode, stripes, ours, ground.clock.machine())
    if (word !== "missing" && word !== "different") return
    await answer(ground.db, mode, stripes, ours, ground.clock.machine())
    found.push({ ...foundOf(mode, stripes, ours, word), before: isCounted ? (ours.standing?.amounts ?? []) : null })
  })
  for (const { before: _, ...one } of found) addSample(tally, one)
  const ids = ofMode.map(({ id }) => String(id))
  const last = (objects as Json[]).at(-1)?.["id"]
  return { page: { mode, object, ids, found }, after: hasMore && last !== undefined ? String(last) : null }
}

const foundOf = (
  mode: Mode,
  { object, objectId, customerId, chargeId, couponId, standing }: Stripes,
  ours: Ours,
  found: "missing" | "different",
): Discrepancy => ({
  ...{ mode, object, objectId, customerId, chargeId, couponId, found },
  fields: differencesOf(ours.standing, standing),
  outcome: "open",
  why: null,
})

const unread = (
  mode: Mode,
  object: Reconciled,
  { objectId, reason }: { objectId: string; reason: string },
): Discrepancy => ({
  ...{ mode, object, objectId, customerId: null, chargeId: null },
  found: "different",
  fields: [],
  outcome: "unrepaired",
  why: reason,
})
