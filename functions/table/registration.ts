import { hash32 } from "#shared/id.ts"
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row } from "./db.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * Says which scopes have facts of a family in an hour. Stands before the first segment of that hour does.
 *   pk  register#<family>#<hour>
 *   sk  <lane>#<scope>
 * It stays in the work index under what is next to be done for the hour: two sweeps, then the seal.
 */
export interface Registration {
  family: string
  scope: string
  /** `2026-11-20T13` */
  hour: string
}
export interface RegistrationRow extends Row, Registration {
  stage: Stage
  /** When the first fact of the hour expires, in seconds since 1970. */
  factTtl: number
}
type Stage = "firstSweep" | "secondSweep" | "seal" | "sealed"

export const LANES = 16
export const laneOfScope = (scope: string): number => hash32(scope) % LANES
export const registerPartition = (family: string, hour: string): string => `register#${family}#${hour}`
const registrationKey = ({ family, scope, hour }: Registration): Key => ({
  pk: registerPartition(family, hour),
  sk: `${String(laneOfScope(scope)).padStart(2, "0")}#${scope}`,
})
export const isRegistrationKey = ({ pk }: Key): boolean => pk.startsWith("register#")

const FIRST_SWEEP_MS = 5 * MINUTE_MS
const SECOND_SWEEP_MS = 25 * HOUR_MS
const SEAL_BEFORE_MS = 2 * DAY_MS

/** Five minutes after the hour is over; for facts that come late, five minutes after they came. */
const firstSweepAt = (hour: string, business: Instant, due: Instant): Instant => {
  const leftMs = Math.max(0, msOf(`${hour}:00:00.000Z`) + HOUR_MS - msOf(business))
  return instant(msOf(due) + leftMs + FIRST_SWEEP_MS)
}

/** Whether an hour may have been swept for the first time already: facts that come now need another sweep. */
export const isSwept = (hour: string, business: Instant): boolean =>
  msOf(business) - msOf(`${hour}:00:00.000Z`) > HOUR_MS + FIRST_SWEEP_MS / 2

/** Registers an hour; facts that come after its first sweep have it swept once more. */
export async function register(
  db: Db,
  at: Registration,
  factTtl: number,
  clock: { business: Instant; due: Instant },
): Promise<void> {
  const key = registrationKey(at)
  const dueAt = firstSweepAt(at.hour, clock.business, clock.due)
  const stage: Stage = "firstSweep"
  const put = {
    ...key,
    kind: "registration",
    ...at,
    stage,
    factTtl,
    ttl: factTtl + (4 * DAY_MS) / 1_000,
    ...dueFields(key, dueAt),
  }
  if ((await db.write({ put, when: ABSENT })) === "done") return
  if (isSwept(at.hour, clock.business))
    await db.write({ update: key, set: { stage, ...dueFields(key, dueAt) }, when: { ne: ["stage", "sealed"] } })
}

/** Moves a registration on to what is next; a sealed hour leaves the work index. */
export function advance(db: Db, row: RegistrationRow, now: Instant): Promise<"done" | "refused"> {
  const key = { pk: row.pk, sk: row.sk }
  const when = { eq: ["stage", row.stage] } as const
  if (row.stage === "firstSweep")
    return db.write({
      update: key,
      set: { stage: "secondSweep", ...dueFields(key, instant(msOf(now) + SECOND_SWEEP_MS)) },
      when,
    })
  if (row.stage === "secondSweep")
    return db.write({
      update: key,
      set: { stage: "seal", ...dueFields(key, instant(row.factTtl * 1_000 - SEAL_BEFORE_MS)) },
      when,
    })
  return db.write({ update: key, set: { stage: "sealed" }, drop: DUE_FIELD_NAMES, when })
}
