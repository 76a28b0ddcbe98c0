import type { Access, AccessFilter } from "#shared/contract/access.ts"
import { isWithin } from "#shared/contract/time-filter.ts"
import { addMonths, DAY_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { ACCESS_LIFE_DAYS, type AccessRow, accessesOf, accessOf } from "./access.ts"
import type { Db } from "./db.ts"

const ROWS_A_LOOK = 200
const ROWS_MAX = 3_000

export interface AccessPage {
  items: Access[]
  /** Readings before this position come next. */
  before: string | undefined
}

/** Readings that match, newest first, month by month. A rare filter stops after 3,000 rows and goes on with the next page. */
export async function listAccess(
  db: Db,
  filter: AccessFilter,
  now: Instant,
  limit: number,
  position: string | undefined,
): Promise<AccessPage> {
  const matches = accessMatches(filter)
  const kept = instant(msOf(now) - ACCESS_LIFE_DAYS * DAY_MS)
  const oldest = filter.from && filter.from > kept ? filter.from : kept
  const items: Access[] = []
  let before = position ?? filter.to ?? "~"
  let looked = 0
  for (const month of monthsBack(before < now ? before : now, oldest)) {
    for (;;) {
      const { rows, next } = await accessesOf(db, month, before, ROWS_A_LOOK)
      for (const row of rows as AccessRow[]) {
        if (row.access.at < oldest) return { items, before: undefined }
        looked++
        before = row.gsi1sk
        if (matches(row.access)) items.push(accessOf(row))
        if (items.length === limit) return { items, before }
      }
      if (looked >= ROWS_MAX) return { items, before }
      if (!next) break
    }
  }
  return { items, before: undefined }
}

/** The months from the one of `newest` back to the one of `oldest`. */
export function monthsBack(newest: string, oldest: Instant): string[] {
  const months: string[] = []
  for (let month = newest.slice(0, 7); month >= oldest.slice(0, 7); month = addMonths(`${month}-01`, -1).slice(0, 7))
    months.push(month)
  return months
}

const accessMatches =
  ({ actor, shows, search, ...time }: AccessFilter) =>
  (access: AccessRow["access"]): boolean => {
    const words = search?.toLowerCase()
    const text = `${access.endpoint} ${access.subject ?? ""} ${access.actor.label} ${access.requestId}`
    return (
      (!actor || access.actor.personId === actor || access.actor.label === actor) &&
      (!shows || access.shows.includes(shows)) &&
      (!words || text.toLowerCase().includes(words)) &&
      isWithin(time, access.at)
    )
  }
