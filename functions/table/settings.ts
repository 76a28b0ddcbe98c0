import type { GeneralSettings, SavedSettings } from "#shared/contract/settings.ts"
import type { Instant } from "#shared/time.ts"
import type { Db, Key, Update } from "./db.ts"
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

/** The settings as they stand, with their revision: 0 until somebody saves them. */
export async function savedSettings(db: Db): Promise<SavedSettings> {
  const row = await db.get(KEY, { strong: true })
  const settings = (row?.["settings"] as GeneralSettings | undefined) ?? DEFAULT_SETTINGS
  return { ...settings, revision: Number(row?.["revision"] ?? 0) }
}

/**
 * The write that replaces the settings of one revision, for a transaction with its audit entry. With `refoldAt` the row stands
 * in the work index: every customer is to be folded again, because days or discounts mean something else now. Without it,
 * a refold that is still to be done stays there.
 */
export const settingsUpdate = (settings: GeneralSettings, over: number, refoldAt?: Instant): Update => ({
  update: KEY,
  set: { kind: "settings", settings, revision: over + 1, ...(refoldAt ? dueFields(KEY, refoldAt) : {}) },
  when: over === 0 ? { absent: "revision" } : { eq: ["revision", over] },
})

export const isSettingsKey = ({ pk }: Key): boolean => pk === KEY.pk

/** Takes the settings off the work index once every customer is marked. */
export const settleSettings = (db: Db) => db.write({ update: KEY, drop: DUE_FIELD_NAMES, when: { present: "pk" } })
