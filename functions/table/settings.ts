import type { GeneralSettings } from "#shared/contract/settings.ts"
import type { Instant } from "#shared/time.ts"
import type { Db, Key, Put } from "./db.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * What the operators chose.
 *   pk  settings   sk  general
 */
const KEY = { pk: "settings", sk: "general" }

export const DEFAULT_SETTINGS: GeneralSettings = {
  reportingZone: "UTC",
  reportingCurrency: "usd",
  discounts: "forever",
  rates: [],
}

export const generalSettings = async (db: Db, options?: { strong: boolean }): Promise<GeneralSettings> =>
  ((await db.get(KEY, options))?.["settings"] as GeneralSettings | undefined) ?? DEFAULT_SETTINGS

/**
 * The write that replaces them, for a transaction with its audit entry. With `refoldAt` the row stands in the work index:
 * every customer is to be folded again, because days or discounts mean something else now.
 */
export const settingsPut = (settings: GeneralSettings, refoldAt?: Instant): Put => ({
  put: { ...KEY, kind: "settings", settings, ...(refoldAt ? dueFields(KEY, refoldAt) : {}) },
})

export const isSettingsKey = ({ pk }: Key): boolean => pk === KEY.pk

/** Takes the settings off the work index once every customer is marked. */
export const settleSettings = (db: Db) => db.write({ update: KEY, drop: DUE_FIELD_NAMES, when: { present: "pk" } })
