import { canonical } from "#shared/account/canonical.ts"
import { type PlanTerms, type PriceInUse, readPlans, savePlans, type SavedPlans } from "#shared/contract/plans.ts"
import { isSame, wrongTerms } from "#shared/plans/plan-table.ts"
import { Refusal } from "#shared/refusal.ts"
import type { SubscriptionSnapshot } from "#shared/revenue/stripe-fact.ts"
import { isOver, planOf, recurring } from "#shared/subscriptions/subscription.ts"
import { dayOf } from "#shared/time.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import type { Ground } from "../table/ground.ts"
import { type SavedTerms, savedTerms, termsPut } from "../table/plan-table.ts"
import { refoldOfCustomers, savedSettings, settingsUpdate } from "../table/settings.ts"
import { keptSubscriptions } from "../table/subscriptions.ts"
import type { Caller } from "./caller.ts"
import { noteOf } from "./note.ts"
import { route } from "./route.ts"

export const planRoutes = (ground: Ground) => [
  route(ground, readPlans, () => shown(ground)),

  route(ground, savePlans, async ({ terms, revision }, { caller }) => {
    for (let tries = 1; ; tries++) {
      const before = await savedTerms(ground.db)
      if (revision !== before.revision) {
        // The answer to the same save was lost on its way: it stands.
        if (revision === before.revision - 1 && canonical(terms) === canonical(before.terms)) return shown(ground)
        throw savedSince()
      }
      try {
        await save(ground, caller, before, terms)
        return await shown(ground)
      } catch (error) {
        if (!(error instanceof CommandRefused)) throw error
        if (tries === TRIES_MAX) throw savedSince()
      }
    }
  }),
]

const TRIES_MAX = 5

const savedSince = () =>
  new Refusal("conflict", "Somebody saved the plans since they were read", {
    where: "revision",
    wanted: "the revision of the plans as they stand now; read them again",
  })

async function shown(ground: Ground): Promise<SavedPlans> {
  const [{ terms, revision }, today, { kept }] = await Promise.all([
    savedTerms(ground.db),
    todayOf(ground),
    keptSubscriptions(ground, "live"),
  ])
  return { terms, revision, today, prices: pricesInUse(kept.map(({ snapshot }) => snapshot)) }
}

/** The recurring prices of subscriptions that have not ended, and how many have each. */
function pricesInUse(snapshots: readonly SubscriptionSnapshot[]): PriceInUse[] {
  const prices = new Map<string, PriceInUse>()
  for (const snapshot of snapshots.filter((one) => !isOver(one)))
    for (const item of recurring(snapshot)) {
      const { priceId, cadence, unit } = item
      if (priceId === null || cadence === null) continue
      const held = prices.get(priceId)?.subscriptions ?? 0
      const { currency } = snapshot
      prices.set(priceId, { priceId, name: planOf(item), currency, unit, cadence, subscriptions: held + 1 })
    }
  return [...prices.values()]
}

const todayOf = async ({ clock, settings }: Ground) => dayOf(clock.business(), (await settings()).reportingZone)

/** Saves the table; every customer is folded again, so that what it means for running cycles is entered. */
async function save(ground: Ground, caller: Caller, before: SavedTerms, terms: readonly PlanTerms[]): Promise<void> {
  const wrong = wrongTerms(before.terms, terms, await todayOf(ground))
  if (wrong) throw new Refusal("unprocessable", wrong.title, { where: `terms.${wrong.at}`, wanted: wrong.wanted })
  const gone = before.terms.filter((one) => !terms.some((other) => isSame(one, other)))
  const come = terms.filter((one) => !before.terms.some((other) => isSame(one, other)))
  const note = noteOf(caller, "plans.saved", { kind: "settings", id: "plans" }, ground.clock.machine(), {
    before: { terms: gone },
    after: { terms: come },
  })
  const { revision, ...general } = await savedSettings(ground.db)
  await audited(ground.db, note, [
    termsPut(terms, before.revision),
    settingsUpdate(general, revision, await refoldOfCustomers(ground.db, ground.clock.due())),
  ])
}
