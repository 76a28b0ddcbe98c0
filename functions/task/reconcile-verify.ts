import type { Discrepancy } from "#shared/contract/reconciliation.ts"
import { addAmounts, count, type Tally } from "#shared/reconciliation/tally.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Ground } from "../table/ground.ts"
import { type Found, listedPages, type ReconciliationRow } from "../table/reconciliation.ts"
import { answererOf } from "./reconcile-page.ts"
import { factsOf, standingIn } from "./reconcile-sides.ts"

const PAGES_A_LOOK = 20
const AT_ONCE = 10

/**
 * Looks again at what was missing or different, on the next pages after one: whether it is now what Stripe said, and if not,
 * why. Answers the last page, and nothing at the end. The tally is changed in place.
 */
export async function verifyPages(
  ground: Ground,
  row: ReconciliationRow,
  after: string,
  tally: Tally,
): Promise<string | undefined> {
  const found = await listedPages(ground.db, row.reconciliationId, after, PAGES_A_LOOK)
  for (const page of found.pages)
    await inGroups(page.found, AT_ONCE, async (one) => {
      const { outcome, why } = await again(ground, row, one, tally)
      count(tally, one.mode, one.object, outcome)
      const sample = tally.samples.find(({ objectId, object, mode }) => isOne({ objectId, object, mode }, one))
      if (sample) Object.assign(sample, { outcome, why })
    })
  return found.after
}

const isOne = (one: Pick<Discrepancy, "objectId" | "object" | "mode">, other: Found): boolean =>
  one.objectId === other.objectId && one.object === other.object && one.mode === other.mode

async function again(
  { db }: Ground,
  row: ReconciliationRow,
  of: Found,
  tally: Tally,
): Promise<{ outcome: "repaired" | "unrepaired"; why: string | null }> {
  const facts = await factsOf(db, of.mode, of)
  const now = standingIn(facts, of)
  if (of.before) {
    addAmounts(tally, of.mode, of.before, ["afterCents"], -1)
    addAmounts(tally, of.mode, now?.amounts ?? [], ["afterCents"])
  }
  const wrong = of.fields.filter(({ field, stripe }) => (now?.fields[field] ?? null) !== stripe)
  if (now && wrong.length === 0) return { outcome: "repaired", why: null }
  const own = facts.filter(({ objectId }) => objectId === of.objectId)
  const asked = own.find(({ eventId }) => eventId === answererOf(row))
  if (!asked) return { outcome: "unrepaired", why: "Stripe's answer was not kept; the next comparison looks again." }
  if (own.some((one) => one.createdSeconds > asked.createdSeconds))
    return { outcome: "unrepaired", why: "A delivery that came since tells of a later change." }
  const names = wrong.map(({ field }) => field).join(", ")
  return { outcome: "unrepaired", why: `What was told before keeps ${names} as it stands: an end is not taken back.` }
}
