import type { PlanTerms, SavedPlans } from "#shared/contract/plans.ts"
import type { GeneralSettings, Rate } from "#shared/contract/settings.ts"
import type { Instant } from "#shared/time.ts"
import { history } from "./history.ts"
import { ask, type Console, deliver, teachStripe, tellEvents } from "./post.ts"
import { callsOf, type DoorCall } from "./requests.ts"

const AT_ONCE = 4
const SETTINGS = "/api/settings/general"
const PLANS = "/api/settings/plans"

/**
 * Fills a console with the demo's history through the doors the outside uses. The same `now` posts the same, so that doing it
 * again, after a cut-off or for no reason, changes nothing. `progress` hears from 0 to 1; an aborted `signal` rejects.
 * With the access token of a staff admin who has just signed in it also says what foreign currencies were worth and what prices stand for.
 */
export async function fill({
  url,
  now,
  progress,
  signal,
  adminToken,
}: {
  url: string
  now: Instant
  progress: (fraction: number) => void
  signal?: AbortSignal
  adminToken?: string
}): Promise<void> {
  const told = history(now)
  const to: Console = { url, signal }
  await teachStripe(to, told.known)
  if (adminToken) {
    await saveRates(to, adminToken, told.rates)
    await savePlans(to, adminToken, told.terms)
  }
  const calls = callsOf(told, now)
  let done = 0
  const next = calls.values()
  let failed = false
  const one = async () => {
    for (const call of next) {
      signal?.throwIfAborted()
      await make(to, call).catch((error: unknown) => {
        failed = true
        throw error
      })
      if (failed) return
      progress(++done / calls.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}

const make = (to: Console, call: DoorCall): Promise<void> =>
  "delivery" in call ? deliver(to, call.delivery) : tellEvents(to, call.events)

/** Adds the demo's exchange rates to the settings; a currency that has rates already keeps them. */
async function saveRates(to: Console, token: string, rates: readonly Rate[]): Promise<void> {
  const settings = (await ask(to, "GET", SETTINGS, token)) as GeneralSettings
  const known = new Set([settings.reportingCurrency, ...settings.rates.map(({ currency }) => currency)])
  const missing = rates.filter(({ currency }) => !known.has(currency))
  // The demo says what currencies are worth in dollars; another reporting currency is somebody's choice, and then the rates are too.
  if (missing.length === 0 || settings.reportingCurrency !== "usd") return
  await ask(to, "PUT", SETTINGS, token, { ...settings, rates: [...settings.rates, ...missing] })
}

/** Says what the demo's prices stand for, unless somebody has said anything of prices. */
async function savePlans(to: Console, token: string, terms: readonly PlanTerms[]): Promise<void> {
  const { revision } = (await ask(to, "GET", PLANS, token)) as SavedPlans
  if (revision === 0) await ask(to, "PUT", PLANS, token, { terms, revision })
}
