import { familiesBeside } from "#shared/cube/family.ts"
import { hash32 } from "#shared/id.ts"
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { ABSENT, type Condition, type Db, type Key, queryAll, type Row } from "./db.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * Says which scopes have facts of a family in an hour. Stands before the first segment of that hour does.
 *   pk  register#<family>#<hour>
 *   sk  <lane>#<scope>
 * It stays in the work index under what is next to be done for the hour: two sweeps, then the door is shut, then the seal.
 */
export interface Registration {
  family: string
  scope: string
  /** `2026-11-20T13` */
  hour: string
}
export interface RegistrationRow extends Row, Registration {
  stage: Stage
  /** How far the running sweep came in telling nouns again: the last segment it told. */
  sweptTo?: string
  /** When the first fact of the hour expires, in seconds since 1970. */
  factTtl: number
}
/** While an hour is closing its door is shut, and whoever was in it already has time to leave. */
type Stage = "firstSweep" | "secondSweep" | "seal" | "closing" | "sealed"

export const LANES = 16
export const laneOfScope = (scope: string): number => hash32(scope) % LANES
export const registerPartition = (family: string, hour: string): string => `register#${family}#${hour}`
const registrationKey = ({ family, scope, hour }: Registration): Key => ({
  pk: registerPartition(family, hour),
  sk: `${String(laneOfScope(scope)).padStart(2, "0")}#${scope}`,
})
export const isRegistrationKey = ({ pk }: Key): boolean => pk.startsWith("register#")

/** Who has facts of some families in an hour. */
export async function registeredScopes(
  db: Db,
  families: readonly string[],
  hour: string,
  strong: boolean,
): Promise<string[]> {
  const pages = await Promise.all(
    families.map((family) => queryAll(db, { pk: registerPartition(family, hour), strong })),
  )
  return [...new Set(pages.flat().map((row) => String(row["scope"])))]
}

const FIRST_SWEEP_MS = 5 * MINUTE_MS
const SECOND_SWEEP_MS = 25 * HOUR_MS
const SEAL_BEFORE_MS = 2 * DAY_MS
const CLOSING_MS = 5 * MINUTE_MS
/** Lanes are merged from what is registered, for as long as any fact of an hour may still come. */
const REGISTERED_MS = 404 * DAY_MS

/** Five minutes after the hour is over; for facts that come late, five minutes after they came. */
const firstSweepAt = (hour: string, business: Instant, due: Instant): Instant => {
  const leftMs = Math.max(0, msOf(`${hour}:00:00.000Z`) + HOUR_MS - msOf(business))
  return instant(msOf(due) + leftMs + FIRST_SWEEP_MS)
}

/** Whether an hour may have been swept for the first time already: facts that come now need another sweep. */
export const isSwept = (hour: string, business: Instant): boolean =>
  msOf(business) - msOf(`${hour}:00:00.000Z`) > HOUR_MS + FIRST_SWEEP_MS / 2

/** The same hour of the families that share a kind of cube with this one. */
async function registrationsBeside(db: Db, { family, scope, hour }: Registration): Promise<RegistrationRow[]> {
  const keys = familiesBeside(family).map((other) => registrationKey({ family: other, scope, hour }))
  return keys.length === 0 ? [] : ((await db.getMany(keys, { strong: true })) as RegistrationRow[])
}

/** Whether facts of another family may still come into the cubes of this hour that it shares: whoever is shut last seals them. */
export const isOpenBeside = async (db: Db, at: Registration, now: Instant): Promise<boolean> =>
  (await registrationsBeside(db, at)).some(
    // Somebody may be in a door that was shut just now.
    ({ stage, gsi2sk }) => stage !== "sealed" && !(stage === "closing" && gsi2sk !== undefined && gsi2sk <= now),
  )

/**
 * Registers an hour; facts that come after its first sweep have it swept once more. A closed hour takes no more facts, and closes
 * with the first of the families that share a kind of cube: what that one told is gone when the next one's would be folded.
 */
export async function register(
  db: Db,
  at: Registration,
  ownTtl: number,
  clock: { business: Instant; due: Instant },
): Promise<"open" | "closed"> {
  const key = registrationKey(at)
  const beside = await registrationsBeside(db, at)
  if (beside.some(({ stage }) => stage === "closing" || stage === "sealed")) return "closed"
  const factTtl = Math.min(ownTtl, ...beside.map((other) => other.factTtl))
  const dueAt = firstSweepAt(at.hour, clock.business, clock.due)
  const stage: Stage = "firstSweep"
  const put = {
    ...key,
    kind: "registration",
    ...at,
    stage,
    factTtl,
    ttl: factTtl + REGISTERED_MS / 1_000,
    ...dueFields(key, dueAt),
  }
  if ((await db.write({ put, when: ABSENT })) === "done" || !isSwept(at.hour, clock.business)) return "open"
  const when: Condition = { all: [{ ne: ["stage", "closing"] }, { ne: ["stage", "sealed"] }] }
  const again = await db.write({ update: key, set: { stage, ...dueFields(key, dueAt) }, drop: ["sweptTo"], when })
  return again === "done" ? "open" : "closed"
}

/** Notes how far a sweep came that has to go on later. */
export const noteSweptTo = (db: Db, { pk, sk, stage }: RegistrationRow, sweptTo: string): Promise<"done" | "refused"> =>
  db.write({ update: { pk, sk }, set: { sweptTo }, when: { eq: ["stage", stage] } })

/** Moves a registration on to what is next; a sealed hour leaves the work index. */
export function advance(db: Db, row: RegistrationRow, now: Instant): Promise<"done" | "refused"> {
  const key = { pk: row.pk, sk: row.sk }
  const when = { eq: ["stage", row.stage] } as const
  if (row.stage === "firstSweep")
    return db.write({
      update: key,
      set: { stage: "secondSweep", ...dueFields(key, instant(msOf(now) + SECOND_SWEEP_MS)) },
      drop: ["sweptTo"],
      when,
    })
  if (row.stage === "secondSweep")
    return db.write({
      update: key,
      set: { stage: "seal", ...dueFields(key, instant(row.factTtl * 1_000 - SEAL_BEFORE_MS)) },
      drop: ["sweptTo"],
      when,
    })
  if (row.stage === "seal")
    return db.write({
      update: key,
      set: { stage: "closing", ...dueFields(key, instant(msOf(now) + CLOSING_MS)) },
      when,
    })
  return db.write({ update: key, set: { stage: "sealed" }, drop: DUE_FIELD_NAMES, when })
}
