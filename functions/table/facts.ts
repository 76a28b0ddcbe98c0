import { type Bucket, bucketEnd, bucketFrom } from "#shared/cube/bucket.ts"
import type { CubeKind, FactRow } from "#shared/cube/kind.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { contributionPartition, contributionsIn } from "./contribution.ts"
import { type Db, type Query, queryAll, type Row } from "./db.ts"
import { deliveryDay } from "./delivery-state.ts"
import { registerPartition } from "./registration.ts"
import { transactionsIn, transactionsQueries } from "./transaction.ts"
import { factPartition, newestTellings, type SegmentRow, unpackFacts } from "./segment.ts"

/** The facts of a base bucket, and a digest of the rows they stand in: the sweep compares it to find lost marks. */
export interface BucketFacts {
  facts: FactRow[]
  digest: string
}

/** Reads every fact of a base bucket, all pages. Strongly where a fold reads, so that it sees what its generation counted. */
export async function factsOf(db: Db, kind: CubeKind, bucket: Bucket, strong: boolean): Promise<BucketFacts> {
  const pages = await Promise.all(queriesOf(kind, bucket).map((query) => queryAll(db, { ...query, strong })))
  const rows = pages.flat()
  return { facts: decode(kind, rows, bucket), digest: digestOf(rows) }
}

/** Only the keys of those rows, for the sweep. */
export async function digestOfFacts(db: Db, kind: CubeKind, bucket: Bucket): Promise<string> {
  const pages = await Promise.all(
    queriesOf(kind, bucket).map((query) => queryAll(db, { ...query, strong: true, fields: ["revision"] })),
  )
  return digestOf(pages.flat())
}

const queriesOf = (kind: CubeKind, bucket: Bucket): Pick<Query, "pk" | "sk">[] =>
  kind.facts === "transactions"
    ? transactionsQueries(bucket)
    : kind.families.map((family) => factQuery(kind, family, bucket))

function factQuery(kind: CubeKind, family: string, bucket: Bucket): Pick<Query, "pk" | "sk"> {
  const hour = bucketFrom(bucket).slice(0, 13)
  if (kind.facts === "contributions") return { pk: contributionPartition(bucket.scope, bucket.zone, bucket.start) }
  if (kind.facts === "registrations") return { pk: registerPartition(family, hour) }
  if (kind.facts === "deliveries") return { pk: deliveryDay(bucket.scope, hour), sk: { begins: hour } }
  const lastMinute = instant(msOf(bucketEnd(bucket)) - MINUTE_MS).slice(0, 16)
  return {
    pk: factPartition(family, bucket.scope, hour),
    sk: { between: [bucketFrom(bucket).slice(0, 16), `${lastMinute}~`] as const },
  }
}

function decode(kind: CubeKind, rows: readonly Row[], bucket: Bucket): FactRow[] {
  if (kind.facts === "contributions") return contributionsIn(rows)
  if (kind.facts === "transactions") return transactionsIn(rows)
  if (kind.facts === "registrations")
    return rows.map((row) => ({ id: row.sk, at: bucketFrom(bucket), body: { scope: String(row["scope"]) } }))
  if (kind.facts === "deliveries") return rows.map((row) => ({ id: row.sk, at: row.sk.slice(0, 24), body: row }))
  return newestTellings(rows.flatMap((row) => unpackFacts((row as SegmentRow).packed)))
}

/** Order-free digest of which rows stand in a bucket and at which revision. */
export function digestOf(rows: readonly Row[]): string {
  let [one, other] = [0, 0]
  for (const { pk, sk, revision } of rows) {
    const text = `${pk} ${sk} ${revision ?? ""}`
    let [first, second] = [0x811c9dc5, 0x01000193]
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      first = Math.imul(first ^ code, 0x01000193)
      second = Math.imul(second ^ code, 0x85ebca6b) + first
    }
    one = (one + (first >>> 0)) % 0x1fffffffffffff
    other = (other ^ (second >>> 0)) >>> 0
  }
  return `${rows.length}.${one.toString(36)}.${other.toString(36)}`
}

/** The facts of a stretch that is not made of whole buckets. */
export const within = (facts: readonly FactRow[], from: Instant, to: Instant): FactRow[] =>
  facts.filter(({ at }) => at >= from && at < to)
