import type * as z from "zod/mini"
import {
  type GeneralSettings,
  readSettings,
  type SavedSettings as Schema,
  saveSettings,
} from "#shared/contract/settings.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { GeneralSettings }
export type SavedSettings = z.output<typeof Schema>

/** The platform's settings. */
export const liveSettings = () => liveQuery(readSettings, () => ({}))

/**
 * Replaces the settings of the draft's revision; refused with `conflict` when somebody saved since, and with `staleSignIn`
 * when the sign-in is older than five minutes.
 */
export const save = (settings: SavedSettings) => call(saveSettings, settings)
