import type { Instant } from "#shared/time.ts"
import type { Found, Row } from "./db.ts"

/** Where a list over partitions in order of time stopped: the partition, and the position in it. */
export interface FeedPlace {
  partition: string
  before?: string
}
export interface Walked<Item> {
  items: Item[]
  next: FeedPlace | undefined
  /** How far back it looked, when it stopped before the page was full. */
  scannedTo: Instant | null
}

/**
 * Goes back through partitions, newest first, for items that match; keys of rows begin with their instant. It ends when the page
 * is full, at the end, or when it has looked at so many rows that a rare filter goes on from there the next time.
 */
export async function walkBack<Item>(
  partitions: readonly string[],
  {
    page,
    match,
    limit,
    rowsMax,
    from,
  }: {
    /** The next rows of a partition, before a position. */
    page: (partition: string, before: string | undefined) => Promise<Found>
    /** The item of a row; nothing where it does not match. */
    match: (row: Row) => Item | undefined
    limit: number
    rowsMax: number
    from?: FeedPlace | undefined
  },
): Promise<Walked<Item>> {
  const items: Item[] = []
  let looked = 0
  for (const partition of partitions.filter((one) => !from || one <= from.partition)) {
    let before = from?.partition === partition ? from.before : undefined
    for (;;) {
      const { rows, next } = await page(partition, before)
      for (const row of rows) {
        looked++
        before = row.sk
        const item = match(row)
        if (item !== undefined) items.push(item)
        if (items.length === limit) return { items, next: { partition, before }, scannedTo: null }
      }
      if (looked >= rowsMax && before)
        return { items, next: { partition, before }, scannedTo: before.slice(0, "2026-11-20T14:02:00.000Z".length) }
      if (!next) break
    }
  }
  return { items, next: undefined, scannedTo: null }
}
