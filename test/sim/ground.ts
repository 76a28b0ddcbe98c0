import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import { instant } from "#shared/time.ts"
import type { Files } from "../../functions/table/files.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { generalSettings } from "../../functions/table/settings.ts"
import type { Actor } from "./life.ts"

/** What the worlds of one simulation have in common beside the table. */
export interface Surroundings {
  files: Map<string, Uint8Array>
  kinds: readonly string[]
  zoneOf(scope: string): string
  /** True where the days of money follow the settings. */
  followsSettings?: boolean
}

/** The ground under one invocation: its actor's table, files and clock. */
export function groundOf(actor: Pick<Actor, "db" | "nowMs" | "step">, around: Surroundings): Ground {
  const now = () => instant(actor.nowMs())
  return {
    db: actor.db,
    files: filesOf(actor, around.files),
    kinds: new Map([...CUBE_KINDS].filter(([name]) => around.kinds.includes(name))),
    clock: { due: now, business: now, machine: now },
    settings: () => generalSettings(actor.db),
    zonesOf: async (scope) =>
      around.followsSettings && scope !== "stripe"
        ? [(await generalSettings(actor.db)).reportingZone]
        : [around.zoneOf(scope)],
  }
}

/** Files behind steps that can go wrong like the table's. */
export const filesOf = ({ step }: Pick<Actor, "step">, files: Map<string, Uint8Array>): Files => ({
  put: (key, bytes) => step(`put ${key}`, () => void files.set(key, bytes)),
  get: (key) => step(`get ${key}`, () => files.get(key)),
  remove: (key) => step(`remove ${key}`, () => void files.delete(key)),
})
