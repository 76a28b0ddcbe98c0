import type { GeneralSettings } from "#shared/contract/settings.ts"
import { isPlatform } from "#shared/cube/kind.ts"
import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import type { Zone } from "#shared/time.ts"
import { businessNow, dueNow, machineNow } from "../runtime/clock.ts"
import type { Db } from "./db.ts"
import type { Files } from "./files.ts"
import type { FoldGround } from "./fold.ts"
import { generalSettings } from "./settings.ts"
import { ZONE_LIFE_MS, zonesOfOrganization } from "./zone.ts"

/** What every step downstream of the doors works with: the table, the files, the clocks, the declared cubes. */
export interface Ground extends FoldGround {
  settings(): Promise<GeneralSettings>
}

const SCOPES_MAX = 10_000

/** Made once per process. Zones are asked for at every step of a fold, and again after two seconds: a change of zone marks every day anew. */
export function openGround(db: Db, files: Files): Ground {
  const settings = () => generalSettings(db)
  let held: { at: number; zone: Promise<Zone> } | undefined
  const reportingZone = () => {
    if (!held || Date.now() - held.at > ZONE_LIFE_MS)
      held = { at: Date.now(), zone: settings().then((known) => known.reportingZone) }
    held.zone.catch(() => (held = undefined))
    return held.zone
  }
  const zones = new Map<string, { at: number; zones: Promise<Zone[]> }>()
  const zonesOfOne = (scope: string): Promise<Zone[]> => {
    const known = zones.get(scope)
    if (known && Date.now() - known.at < ZONE_LIFE_MS) return known.zones
    const found = zonesOfOrganization(db, scope)
    if (zones.size >= SCOPES_MAX) zones.clear()
    zones.set(scope, { at: Date.now(), zones: found })
    found.catch(() => zones.delete(scope))
    return found
  }
  return {
    db,
    files,
    kinds: CUBE_KINDS,
    clock: { due: dueNow, business: businessNow, machine: machineNow },
    settings,
    zonesOf: async (scope) => {
      // Receipts are listed by UTC days; money and the platform's figures by the reporting zone's.
      if (scope === "stripe") return ["UTC"]
      if (isPlatform(scope) || scope === "live" || scope === "test") return [await reportingZone()]
      return zonesOfOne(scope)
    },
  }
}
