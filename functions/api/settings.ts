import { canonical } from "#shared/account/canonical.ts"
import { type GeneralSettings, readSettings, type SavedSettings, saveSettings } from "#shared/contract/settings.ts"
import { knowsCurrency } from "#shared/money.ts"
import { productUrlFault } from "#shared/payments/product-url.ts"
import { Refusal } from "#shared/refusal.ts"
import { isZone } from "#shared/time.ts"
import { dueNow, machineNow } from "../runtime/clock.ts"
import { envOr } from "../runtime/env.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import type { Db } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { refoldOfCustomers, type RefoldWish, savedSettings, settingsUpdate } from "../table/settings.ts"
import type { Caller } from "./caller.ts"
import { noteOf } from "./note.ts"
import { route } from "./route.ts"

export const settingsRoutes = (ground: Ground) => [
  route(ground, readSettings, () => savedSettings(ground.db)),

  route(ground, saveSettings, async ({ revision, ...settings }, { caller }) => {
    check(settings)
    for (let tries = 1; ; tries++) {
      const before = await savedSettings(ground.db)
      if (revision !== undefined && revision !== before.revision) {
        // The answer to the same save was lost on its way: it stands.
        if (canonical({ ...settings, revision: before.revision }) === canonical(before)) return before
        throw savedSince()
      }
      try {
        return await save(ground, caller, before, settings)
      } catch (error) {
        if (!(error instanceof CommandRefused)) throw error
        if (tries === TRIES_MAX) throw savedSince()
      }
    }
  }),
]

const TRIES_MAX = 5

const savedSince = () =>
  new Refusal("conflict", "Somebody saved the settings since they were read", {
    where: "revision",
    wanted: "the revision of the settings as they stand now; read them again",
  })

function check({ reportingZone, reportingCurrency, rates, productUrl }: GeneralSettings): void {
  if (!isZone(reportingZone))
    throw new Refusal("unprocessable", "This time zone is not known", {
      where: "reportingZone",
      wanted: "an IANA name like Europe/Berlin",
    })
  for (const currency of [reportingCurrency, ...rates.map((rate) => rate.currency)])
    if (!knowsCurrency(currency))
      throw new Refusal("unprocessable", `${currency} is not a currency we know the minor unit of`, { where: "rates" })
  const localhost = envOr("PRODUCT_ON_LOCALHOST", "") !== ""
  const fault = productUrl === undefined ? undefined : productUrlFault(productUrl, { localhost })
  if (fault !== undefined)
    throw new Refusal("unprocessable", fault, {
      where: "productUrl",
      wanted: "an https address with {customerId} or {organizationId} in its path or query; nothing for none",
    })
}

async function save(
  { db }: Ground,
  caller: Caller,
  { revision, ...before }: SavedSettings,
  settings: GeneralSettings,
): Promise<SavedSettings> {
  const target = { kind: "settings", id: "general" }
  const changes = changesOf(before, settings)
  const note = noteOf(caller, "settings.saved", target, machineNow(), changes)
  await audited(db, note, [settingsUpdate(settings, revision, await refoldOf(db, changes.after))])
  return { ...settings, revision: revision + 1 }
}

/** What a save has folded again: days where they begin elsewhere, what customers are worth or spent where that changes. */
async function refoldOf(db: Db, changed: Record<string, unknown>): Promise<RefoldWish | undefined> {
  const has = (...names: string[]) => names.some((name) => Object.hasOwn(changed, name))
  if (has("reportingZone", "discounts")) return { of: "everything", at: dueNow() }
  return has("reportingCurrency", "rates") ? refoldOfCustomers(db, dueNow()) : undefined
}

const PLAIN = ["reportingZone", "reportingCurrency", "discounts", "productUrl"] as const

/** The fields that a save changes, as they were and as they are; of the rates those that went and those that came. */
function changesOf(before: GeneralSettings, after: GeneralSettings) {
  const fields = PLAIN.filter((name) => before[name] !== after[name])
  const [had, has] = [before, after].map(({ rates }) => new Set(rates.map(canonical)))
  const gone = before.rates.filter((rate) => !has!.has(canonical(rate)))
  const come = after.rates.filter((rate) => !had!.has(canonical(rate)))
  const told = (settings: GeneralSettings, rates: GeneralSettings["rates"]) => ({
    ...Object.fromEntries(fields.map((name) => [name, settings[name] ?? null])),
    ...(gone.length + come.length > 0 ? { rates } : {}),
  })
  return { before: told(before, gone), after: told(after, come) }
}
