import type { GeneralSettings, SavedSettings } from "#shared/contract/settings.ts"
import type { Instant, Zone } from "#shared/time.ts"
import type { Condition, Db, Key, Update } from "./db.ts"
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

/** What is to be folded again: everything that has days, or customers alone. */
export interface RefoldWish {
  of: "everything" | "customers"
  at: Instant
}

/** The stage of a refold from which on customers are marked. */
export const CUSTOMERS_STAGE = "live"

/**
 * The write that replaces the settings of one revision, for a transaction with its audit entry. With a wish to refold every
 * customer, or everything, is to be folded again from the first on, because days, discounts or money mean something else now.
 * Without it, a refold that is still to be done goes on.
 */
export const settingsUpdate = (settings: GeneralSettings, over: number, refold?: RefoldWish): Update => ({
  update: KEY,
  set: {
    kind: "settings",
    settings,
    revision: over + 1,
    ...(refold ? { ...dueFields(KEY, refold.at), refold: over + 1, refoldOf: refold.of } : {}),
    ...(refold?.of === "customers" ? { refoldReached: reachedText({ stage: CUSTOMERS_STAGE, after: "" }) } : {}),
  },
  drop: refold?.of === "everything" ? ["refoldReached"] : [],
  when: over === 0 ? { absent: "revision" } : { eq: ["revision", over] },
})

/** Customers alone, unless everything is being folded again already: then that begins anew. */
export const refoldOfCustomers = async (db: Db, at: Instant): Promise<RefoldWish> => ({
  of: (await isRefolding(db, { strong: true })) ? "everything" : "customers",
  at,
})

export const isSettingsKey = ({ pk }: Key): boolean => pk === KEY.pk

/** A refold that is to be done: of which revision, for which zone, and how far it is. */
export interface Refold {
  revision: number
  zone: Zone
  reached: RefoldReached | undefined
}
const reachedText = (reached: RefoldReached): string => JSON.stringify(reached)
interface RefoldReached {
  stage: string
  /** Everything of the stage up to here is marked. */
  after: string
}

/** The refold that the settings ask for, with the zone as it is now; nothing when none is to be done. */
export async function refoldAsked(db: Db): Promise<Refold | undefined> {
  const row = await db.get(KEY, { strong: true })
  if (row?.["refold"] === undefined) return undefined
  const reached = row["refoldReached"] as string | undefined
  return {
    revision: Number(row["refold"]),
    zone: (row["settings"] as GeneralSettings).reportingZone,
    reached: reached === undefined ? undefined : (JSON.parse(reached) as RefoldReached),
  }
}

/** Whether a refold of everything is still to be done: until then figures are not complete. */
export async function isRefolding(db: Db, options?: { strong: boolean }): Promise<boolean> {
  const row = await db.get(KEY, options)
  return row?.["refold"] !== undefined && row["refoldOf"] !== "customers"
}

/** Keeps how far a refold is. Refused when another was asked for since, or when another worker has brought this one further. */
export const noteRefold = (db: Db, refold: Refold, reached: RefoldReached): Promise<"done" | "refused"> =>
  db.write({ update: KEY, set: { refoldReached: reachedText(reached) }, when: stillAt(refold) })

/** Takes the settings off the work index once everything is marked for their newest refold. */
export const settleRefold = (db: Db, refold: Refold): Promise<"done" | "refused"> =>
  db.write({ update: KEY, drop: [...DUE_FIELD_NAMES, "refold", "refoldOf", "refoldReached"], when: stillAt(refold) })

const stillAt = ({ revision, reached }: Refold): Condition => ({
  all: [
    { eq: ["refold", revision] },
    reached ? { eq: ["refoldReached", reachedText(reached)] } : { absent: "refoldReached" },
  ],
})
