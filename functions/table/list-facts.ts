import { bucketStart } from "#shared/cube/bucket.ts"
import { grainOf } from "#shared/cube/family.ts"
import { type CubeKind, type FactRow, isPlatform } from "#shared/cube/kind.ts"
import { Refusal } from "#shared/refusal.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { queryAll } from "./db.ts"
import type { Ground } from "./ground.ts"
import { affords, heldStretches, newWalk, READ_UNITS_MAX, type Stretch, type Walk } from "./held-stretches.ts"
import { queryUnits } from "./read-units.ts"
import { registeredScopes } from "./registration.ts"
import { factPartition, newestTellings, type SegmentRow, unpackFacts } from "./segment.ts"

/** The last fact of a page; the next page begins after it. With an empty id everything from the instant on was looked at. */
export interface FactPlace {
  at: Instant
  id: string
}

/** What is wanted of the facts of a kind of cube: in [from, to), of an organization or of the whole platform. */
export interface FactsAsked<Body, Cube> extends Stretch {
  kind: CubeKind<Body, Cube>
  scope: string
  /** Unsaid, every fact is wanted. A cube that may hold none of them spares its bucket. */
  filter?: { matches: (fact: FactRow<Body>) => boolean; mayHold: (cube: Cube) => boolean } | undefined
  limit: number
  after?: FactPlace | undefined
}

export interface FactsPage<Body> {
  facts: FactRow<Body>[]
  /** Where the next page begins; undefined at the end. */
  next: FactPlace | undefined
  /** How far back was looked, where that ended the page before it was full. */
  scannedTo: Instant | null
}

/**
 * Facts that match, newest first, those of one instant by their ids backwards; each identity once, by its newest telling. A
 * page ends when it is full, or short of `READ_UNITS_MAX`; it looks at one minute at least, of the platform at one hour.
 */
export async function listFacts<Body, Cube>(ground: Ground, asked: FactsAsked<Body, Cube>): Promise<FactsPage<Body>> {
  const { kind, scope, filter, limit, after } = asked
  const [family = ""] = kind.families
  // All of the last instant's facts have to be seen again to find those that come after the last one's id.
  const to = after && after.id !== "" ? earlier(asked.to, instant(msOf(after.at) + 1)) : earlier(asked.to, after?.at)
  const walk = newWalk(to)
  const [zone = "UTC"] = await ground.zonesOf(scope)
  const sought = { kind, scope, zone, mayHold: filter?.mayHold }
  const read = isPlatform(scope) ? ofEverybody : ofOne
  const facts: FactRow<Body>[] = []
  const wanted = (fact: FactRow<Body>) =>
    fact.at >= asked.from && fact.at < to && (!after || follows(fact, after)) && (!filter || filter.matches(fact))
  if (asked.from < to)
    for await (const stretch of heldStretches(ground, walk, sought, { from: asked.from, to }))
      for await (const some of read(ground, walk, family, scope, stretch))
        for (const fact of some as FactRow<Body>[]) {
          if (!wanted(fact)) continue
          if (facts.length === limit) return { facts, next: placeOf(facts.at(-1)!), scannedTo: null }
          facts.push(fact)
        }
  if (!walk.isOver) return { facts, next: undefined, scannedTo: null }
  return { facts, next: { at: walk.reached, id: "" }, scannedTo: walk.reached }
}

const earlier = (one: Instant, other: Instant | undefined): Instant => (other && other < one ? other : one)
const placeOf = ({ at, id }: FactRow): FactPlace => ({ at, id })
/** Whether a fact comes after a place in the list. */
const follows = (fact: FactRow, { at, id }: FactPlace): boolean => fact.at < at || (fact.at === at && fact.id < id)
const newestFirst = (one: FactRow, other: FactRow): number => (follows(other, one) ? -1 : 1)

const queryOf = (family: string, scope: string, { from, to }: Stretch) => {
  const first = bucketStart(from, grainOf(family), "")
  const last = instant(msOf(to) - 1).slice(0, 16)
  return { pk: factPartition(family, scope, from.slice(0, 13)), sk: { between: [first, `${last}~`] as const } }
}

/** Rows of an organization are asked for a few at first, then as many as the page can pay. */
const ROWS_FIRST = 4
const ROWS_MAX = 32

/** An organization's facts of a stretch, by the minutes or quarters that they are packed by, newest first. */
async function* ofOne(
  { db }: Ground,
  walk: Walk,
  family: string,
  scope: string,
  stretch: Stretch,
): AsyncGenerator<FactRow[]> {
  let unfinished: SegmentRow[] = []
  let [limit, rowUnits] = [ROWS_FIRST, 1]
  let after: Record<string, unknown> | undefined
  do {
    if (!affords(walk, limit * rowUnits)) return
    const query = { ...queryOf(family, scope, stretch), newestFirst: true, limit }
    const { rows, next } = await db.query(after ? { ...query, after } : query)
    const units = queryUnits(rows)
    walk.units += units
    for (const row of rows as SegmentRow[]) {
      const before = unfinished[0]
      if (before && before.minute !== row.minute) {
        yield tellings(unfinished)
        walk.reached = earlier(walk.reached, `${before.minute}:00.000Z`)
        unfinished = []
      }
      unfinished.push(row)
    }
    after = next
    if (rows.length > 0) rowUnits = units / rows.length
    limit = Math.max(1, Math.min(ROWS_MAX, Math.floor((READ_UNITS_MAX - walk.units) / rowUnits)))
  } while (after)
  if (unfinished.length > 0) yield tellings(unfinished)
}

/** So many organizations' facts of an hour are read for one list of the platform. */
const ORGANIZATIONS_MAX = 500
const AT_ONCE = 16

/** The facts of a stretch of everybody who is registered in its hour. */
async function* ofEverybody(
  { db }: Ground,
  walk: Walk,
  family: string,
  _: string,
  stretch: Stretch,
): AsyncGenerator<FactRow[]> {
  const hour = stretch.from.slice(0, 13)
  const scopes = await registeredScopes(db, [family], hour, false)
  if (scopes.length > ORGANIZATIONS_MAX)
    throw new Refusal(
      "unprocessable",
      `More than ${ORGANIZATIONS_MAX} organizations have news in the hour of ${hour}`,
      {
        where: "to",
        wanted: `an end of the time before ${hour}:00, or the list of one organization`,
      },
    )
  if (!affords(walk, scopes.length / 2)) return
  walk.units += scopes.length * REGISTRATION_UNITS
  const found: FactRow[] = []
  for (let at = 0; at < scopes.length; at += AT_ONCE)
    await Promise.all(
      scopes.slice(at, at + AT_ONCE).map(async (scope) => {
        const rows = (await queryAll(db, queryOf(family, scope, stretch))) as SegmentRow[]
        walk.units += queryUnits(rows)
        for (const some of Map.groupBy(rows, ({ minute }) => minute).values()) found.push(...tellings(some))
      }),
    )
  yield found.sort(newestFirst)
}
/** A registration has some 200 bytes. */
const REGISTRATION_UNITS = 0.025

/** What the segments of one minute or quarter tell. */
const tellings = (rows: readonly SegmentRow[]): FactRow[] =>
  newestTellings(rows.flatMap(({ packed }) => unpackFacts(packed))).sort(newestFirst)

/** The facts of an organization that are packed under a minute: for one that is asked for by its id. */
export async function factsAt(ground: Ground, kind: CubeKind, scope: string, minute: string): Promise<FactRow[]> {
  const [family = ""] = kind.families
  const from = `${minute}:00.000Z`
  const rows = await queryAll(ground.db, queryOf(family, scope, { from, to: instant(msOf(from) + MINUTE_MS) }))
  return tellings(rows.filter((row) => row["minute"] === minute) as SegmentRow[])
}
