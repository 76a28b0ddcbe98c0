import { bucketStart } from "#shared/cube/bucket.ts"
import { grainOf } from "#shared/cube/family.ts"
import type { FactRow } from "#shared/cube/kind.ts"
import { type Instant, instant, msOf } from "#shared/time.ts"
import { ABSENT, type Db, type Row } from "./db.ts"
import { pack, unpack } from "./packed.ts"

/**
 * Facts of the events door, packed: one row per family, scope, minute and batch; of sessions one per quarter-hour and batch.
 *   pk  fact#<family>#<scope>#<hour>
 *   sk  <minute>#<batch>       the first minute; the batch is a digest of the facts' identities, so that a repeated batch is the same row
 */
export interface Fact {
  /** Identity: the same fact told twice has the same. */
  id: string
  type: string
  /** The instant that decides the bucket; no revision of the fact changes it. */
  bucketAt: Instant
  /** Which telling wins when one identity is told differently: the greatest, as text. */
  revision: string
  data: Record<string, unknown>
}

const hourOf = (at: Instant) => at.slice(0, 13)
export const factPartition = (family: string, scope: string, hour: string): string => `fact#${family}#${scope}#${hour}`

export interface SegmentRow extends Row {
  family: string
  scope: string
  minute: string
  packed: Uint8Array
}

/** Groups a family's facts by the row they go into: by the minute that it begins with. */
export function byMinute(family: string, facts: readonly Fact[]): Map<string, Fact[]> {
  const groups = new Map<string, Fact[]>()
  const grain = grainOf(family)
  for (const fact of facts) {
    const minute = bucketStart(fact.bucketAt, grain, "")
    const group = groups.get(minute)
    if (group) group.push(fact)
    else groups.set(minute, [fact])
  }
  return groups
}

/** Columns pack better than rows: every field's values stand together. */
interface Columns {
  id: string[]
  type: string[]
  at: number[]
  revision: string[]
  keys: string[][]
  shape: number[]
  values: unknown[][]
}

export function packFacts(facts: readonly Fact[]): Uint8Array {
  const columns: Columns = { id: [], type: [], at: [], revision: [], keys: [], shape: [], values: [] }
  const shapes = new Map<string, number>()
  for (const { id, type, bucketAt, revision, data } of facts) {
    const keys = Object.keys(data)
    const name = keys.join("\n")
    let shape = shapes.get(name)
    if (shape === undefined) {
      shape = shapes.size
      shapes.set(name, shape)
      columns.keys.push(keys)
      columns.values.push(...keys.map(() => []))
    }
    columns.id.push(id)
    columns.type.push(type)
    columns.at.push(msOf(bucketAt))
    columns.revision.push(revision)
    columns.shape.push(shape)
    const first = columns.keys.slice(0, shape).reduce((sum, some) => sum + some.length, 0)
    keys.forEach((key, index) => {
      columns.values[first + index]!.push(data[key])
    })
  }
  const sameType = new Set(columns.type).size === 1
  const sameShape = columns.keys.length === 1
  const base = Math.min(...columns.at)
  return pack([
    columns.id,
    sameType ? columns.type[0] : columns.type,
    base,
    columns.at.map((at) => at - base),
    columns.revision.map((revision, index) => (revision === String(columns.at[index]) ? 0 : revision)),
    columns.keys,
    sameShape ? 0 : columns.shape,
    columns.values,
  ])
}

export function unpackFacts(packed: Uint8Array): Fact[] {
  const [ids, types, base, offsets, revisions, shapes, shapeOf, values] = unpack(packed) as [
    string[],
    string | string[],
    number,
    number[],
    (string | 0)[],
    string[][],
    0 | number[],
    unknown[][],
  ]
  const firsts = shapes.map((_, shape) => shapes.slice(0, shape).reduce((sum, keys) => sum + keys.length, 0))
  const taken = shapes.map(() => 0)
  return ids.map((id, index) => {
    const shape = shapeOf === 0 ? 0 : shapeOf[index]!
    const nth = taken[shape]!++
    const data: Record<string, unknown> = {}
    shapes[shape]!.forEach((key, column) => {
      data[key] = values[firsts[shape]! + column]![nth]
    })
    const at = base + offsets[index]!
    return {
      id,
      type: typeof types === "string" ? types : types[index]!,
      bucketAt: instant(at),
      revision: revisions[index] || String(at),
      data,
    }
  })
}

/** Keeps facts of one family, scope and minute; "refused" when the very same batch is kept already. */
export const appendSegment = (
  db: Db,
  at: { family: string; scope: string; minute: string; batch: string; ttl: number },
  facts: readonly Fact[],
): Promise<"done" | "refused"> =>
  db.write({
    put: {
      pk: factPartition(at.family, at.scope, hourOf(`${at.minute}:00.000Z`)),
      sk: `${at.minute}#${at.batch}`,
      kind: "segment",
      family: at.family,
      scope: at.scope,
      minute: at.minute,
      packed: packFacts(facts),
      ttl: at.ttl,
    },
    when: ABSENT,
  })

/** One telling per identity: the greatest revision wins, then the greater bytes, so that the order of arrival never matters. */
export function newestTellings(facts: readonly Fact[]): FactRow<{ type: string; data: Record<string, unknown> }>[] {
  const newest = new Map<string, Fact>()
  for (const fact of facts) {
    const held = newest.get(fact.id)
    if (!held || wins(fact, held)) newest.set(fact.id, fact)
  }
  return [...newest.values()].map(({ id, type, bucketAt, data }) => ({ id, at: bucketAt, body: { type, data } }))
}

function wins(fact: Fact, held: Fact): boolean {
  if (fact.revision !== held.revision) return fact.revision > held.revision
  const [one, other] = [JSON.stringify(fact.data), JSON.stringify(held.data)]
  return one > other
}
