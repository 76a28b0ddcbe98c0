import { isZone, type Instant, instant, msOf, type Zone } from "#shared/time.ts"
import type { Db, Key, Row } from "./db.ts"
import { organizationKey } from "./organization.ts"
import { toldOr } from "./telling.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * Which zone an organization's days belong to. After a change both zones' days are folded until the new one's are all marked;
 * only then do pages count by it.
 *   pk  org#<id>
 *   sk  zone         `zone` counts, `wanted` is to; in GSI2 while the two differ
 */
export interface ZoneRow extends Row {
  zone: Zone
  wanted: Zone
  /** How far the days of the wanted zone are marked. */
  reached?: { kind: string; after: string }
}

const zoneKey = (organizationId: string): Key => ({ pk: `org#${organizationId}`, sk: "zone" })
export const isZoneKey = ({ pk, sk }: Key): boolean => pk.startsWith("org#") && sk === "zone"
export const organizationOfZone = ({ pk }: Key): string => pk.slice("org#".length)

/** A process believes for so long what it knows of zones; days of a new zone are marked when nobody can believe in the old one alone. */
export const ZONE_LIFE_MS = 2_000
const MARK_AFTER_MS = ZONE_LIFE_MS + 3_000

export const zoneRow = async (db: Db, organizationId: string, options?: { strong: boolean }) =>
  (await db.get(zoneKey(organizationId), options)) as ZoneRow | undefined

/** The zone that an organization's pages count by, then the one it is on the way to. */
export async function zonesOfOrganization(db: Db, organizationId: string): Promise<Zone[]> {
  const row = await zoneRow(db, organizationId)
  if (!row) return ["UTC"]
  return row.wanted === row.zone ? [row.zone] : [row.zone, row.wanted]
}

/** Wants for an organization's days the zone that is told of it. With nothing counted yet it is the zone at once. */
export async function wantZone(
  db: Db,
  organizationId: string,
  now: Instant,
  isCounted: () => Promise<boolean>,
): Promise<void> {
  for (;;) {
    const told = await toldZone(db, organizationId)
    const row = await zoneRow(db, organizationId, { strong: true })
    if ((row?.wanted ?? "UTC") === told) return
    const key = zoneKey(organizationId)
    const atOnce = row === undefined && !(await isCounted())
    await db.write({
      update: key,
      set: {
        kind: "zone",
        wanted: told,
        ...(atOnce ? { zone: told } : row === undefined ? { zone: "UTC" } : {}),
        ...dueFields(key, instant(msOf(now) + MARK_AFTER_MS)),
      },
      drop: ["reached"],
    })
  }
}

async function toldZone(db: Db, organizationId: string): Promise<Zone> {
  const row = await db.get(organizationKey(organizationId), { strong: true })
  const told = toldOr<unknown>((row?.["told"] ?? {}) as never, "timeZone", "UTC")
  return typeof told === "string" && isZone(told) ? told : "UTC"
}

/** Keeps how far the marking is; refused when another zone is wanted by now. */
export const noteZone = (db: Db, row: ZoneRow, reached: ZoneRow["reached"]): Promise<"done" | "refused"> =>
  db.write({ update: { pk: row.pk, sk: row.sk }, set: { reached }, when: { eq: ["wanted", row.wanted] } })

/** From now on the wanted zone counts; refused when another is wanted by now. */
export const settleZone = (db: Db, row: ZoneRow): Promise<"done" | "refused"> =>
  db.write({
    update: { pk: row.pk, sk: row.sk },
    set: { zone: row.wanted },
    drop: ["reached", ...DUE_FIELD_NAMES],
    when: { eq: ["wanted", row.wanted] },
  })
