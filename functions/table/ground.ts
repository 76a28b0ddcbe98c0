import type { GeneralSettings } from "#shared/contract/settings.ts"
import { isPlatform } from "#shared/cube/kind.ts"
import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import { isZone, type Zone } from "#shared/time.ts"
import { businessNow, dueNow, machineNow } from "../runtime/clock.ts"
import type { Db } from "./db.ts"
import type { Files } from "./files.ts"
import type { FoldGround } from "./fold.ts"
import { organizationById } from "./organization.ts"
import { generalSettings } from "./settings.ts"
import { toldOr } from "./telling.ts"

/** What every step downstream of the doors works with: the table, the files, the clocks, the declared cubes. */
export interface Ground extends FoldGround {
  settings(): Promise<GeneralSettings>
}

/** A fold asks for zones at every step; a change of zone marks every day anew, so a stale answer is made good. */
const ZONE_LIFE_MS = 2_000

/** Made once per process. The reporting zone is asked again after two seconds, an organization's after a minute. */
export function openGround(db: Db, files: Files): Ground {
  const settings = () => generalSettings(db)
  let held: { at: number; zone: Promise<Zone> } | undefined
  const reportingZone = () => {
    if (!held || Date.now() - held.at > ZONE_LIFE_MS)
      held = { at: Date.now(), zone: settings().then((known) => known.reportingZone) }
    held.zone.catch(() => (held = undefined))
    return held.zone
  }
  const zones = new Map<string, { at: number; zone: Promise<Zone> }>()
  const zoneOf = (scope: string): Promise<Zone> => {
    const known = zones.get(scope)
    if (known && Date.now() - known.at < 60_000) return known.zone
    const zone = organizationById(db, scope).then((row) => {
      const told = toldOr(row?.told ?? {}, "timeZone", "UTC")
      return isZone(told) ? told : "UTC"
    })
    zones.set(scope, { at: Date.now(), zone })
    zone.catch(() => zones.delete(scope))
    return zone
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
      return [await zoneOf(scope)]
    },
  }
}
