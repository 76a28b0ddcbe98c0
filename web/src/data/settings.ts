import type * as z from "zod/mini"
import { type GeneralSettings as Schema, readSettings, saveSettings } from "#shared/contract/settings.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type GeneralSettings = z.output<typeof Schema>

/** The platform's settings. */
export const liveSettings = () => liveQuery(readSettings, () => ({}))

/** Replaces the settings; refused with `staleSignIn` when the sign-in is older than five minutes. */
export const save = (settings: GeneralSettings) => call(saveSettings, settings)
