import type { Access } from "#shared/contract/access.ts"
import { DAY_MS, HOUR_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { ABSENT, type Db, type Found, type Row } from "./db.ts"

/**
 * That somebody of the staff read something personal or about money. Reading it again in the same hour writes nothing.
 *   pk  access#<person>
 *   sk  <hour>#<endpoint>#<subject>
 *   gsi1  accesses#<month> / <first read at>#<person>#<endpoint>#<subject>
 */
export interface AccessRow extends Row {
  gsi1sk: string
  access: Omit<Access, "accessId">
}

/** A year and a month, so that a yearly review still finds all of its year. */
export const ACCESS_LIFE_DAYS = 400

/** The hour that readings are taken together in. */
export const accessHour = (at: Instant): Instant => instant(Math.floor(msOf(at) / HOUR_MS) * HOUR_MS)

/** Appends a reading; refused when the same was read before in its hour. */
export function appendAccess(db: Db, access: Omit<Access, "accessId">): Promise<"done" | "refused"> {
  const { at, actor, endpoint, subject } = access
  const what = `${endpoint}#${subject ?? ""}`
  return db.write({
    put: {
      pk: `access#${actor.personId}`,
      sk: `${accessHour(at)}#${what}`,
      kind: "access",
      access,
      ttl: Math.ceil((msOf(at) + ACCESS_LIFE_DAYS * DAY_MS) / 1_000),
      gsi1pk: `accesses#${at.slice(0, 7)}`,
      gsi1sk: `${at}#${actor.personId}#${what}`,
    },
    when: ABSENT,
  })
}

/** A page of one month's readings, newest first, from before a position or an instant. */
export const accessesOf = (db: Db, month: string, before: string, limit: number): Promise<Found> =>
  db.query({ index: "gsi1", pk: `accesses#${month}`, sk: { lt: before }, newestFirst: true, limit })

/** What the API says of a reading. */
export const accessOf = ({ gsi1sk, access }: AccessRow): Access => ({ accessId: gsi1sk, ...access })
