import type { Found, Query, Row } from "../../functions/table/db.ts"
import type { View } from "./store.ts"
import { compareText, copied, Invalid, rowBytes } from "./value.ts"

const PAGE_BYTES_MAX = 1024 * 1024

/** One page of a partition's rows, which stand in the order of their keys. Answers what was read as well, for it is what costs. */
export function pageOf(
  partition: readonly Row[],
  query: Query,
  view: View | undefined,
): { found: Found; bytes: number } {
  const rows = query.newestFirst ? partition.toReversed() : partition
  const wanted = inRange(query)
  const comes = query.after ? comesAfter(query) : () => true
  const limit = Math.min(query.limit ?? Number.POSITIVE_INFINITY, view?.pageRows ?? Number.POSITIVE_INFINITY)
  const page: Row[] = []
  let bytes = 0
  let isFull = false
  for (const row of rows) {
    if (!wanted(row) || !comes(row)) continue
    const entry = query.index === "gsi2" ? keysOnly(row) : row
    if (bytes + rowBytes(entry) > PAGE_BYTES_MAX) isFull = true
    if (isFull) break
    bytes += rowBytes(entry)
    page.push(entry)
    isFull = page.length >= limit
  }
  const last = page.at(-1)
  const answer = page.map((row) => copied(query.fields ? projected(row, query.fields) : row))
  return { found: { rows: answer, ...(isFull && last && { next: positionFields(last, query.index) }) }, bytes }
}

function inRange({ sk: range, index }: Query): (row: Row) => boolean {
  if (!range) return () => true
  const field = index ? `${index}sk` : "sk"
  const at = (row: Row) => row[field] as string
  if ("begins" in range) return (row) => at(row).startsWith(range.begins)
  if ("between" in range) {
    const [from, to] = range.between
    if (compareText(from, to) > 0) throw new Invalid("The upper bound is below the lower")
    return (row) => compareText(from, at(row)) <= 0 && compareText(at(row), to) <= 0
  }
  if ("lt" in range) return (row) => compareText(at(row), range.lt) < 0
  if ("le" in range) return (row) => compareText(at(row), range.le) <= 0
  if ("gt" in range) return (row) => compareText(at(row), range.gt) > 0
  return (row) => compareText(at(row), range.ge) >= 0
}

function comesAfter({ after, index, newestFirst }: Query): (row: Row) => boolean {
  const start = after as Row
  const sign = newestFirst ? -1 : 1
  return (row) => sign * comparePositions(row, start, index) > 0
}

/** The order of rows in a partition. In an index, ties stand in the order of the base key. */
export function comparePositions(one: Row, other: Row, index: Query["index"]): number {
  if (!index) return compareText(one.sk, other.sk)
  const field = `${index}sk` as const
  return (
    compareText(one[field] as string, other[field] as string) ||
    compareText(one.pk, other.pk) ||
    compareText(one.sk, other.sk)
  )
}

const positionFields = (row: Row, index: Query["index"]): Record<string, unknown> => ({
  pk: row.pk,
  sk: row.sk,
  ...(index && { [`${index}pk`]: row[`${index}pk`], [`${index}sk`]: row[`${index}sk`] }),
})

const keysOnly = ({ pk, sk, gsi2pk, gsi2sk }: Row) => ({ pk, sk, gsi2pk, gsi2sk }) as Row

const projected = (row: Row, fields: readonly string[]): Row =>
  Object.fromEntries(
    Object.entries(row).filter(([name]) => name === "pk" || name === "sk" || fields.includes(name)),
  ) as Row

/** Throws what DynamoDB would say of a query that cannot be. */
export function checkQuery({ index, strong, limit, fields }: Query): void {
  if (index && strong) throw new Invalid("An index is never read strongly")
  if (limit !== undefined && limit < 1) throw new Invalid("A page holds a row at least")
  const unknown = index === "gsi2" && fields?.find((field) => !["pk", "sk", "gsi2pk", "gsi2sk"].includes(field))
  if (unknown) throw new Invalid(`gsi2 does not hold ${unknown}`)
}
