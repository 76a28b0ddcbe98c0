import { Refusal } from "../refusal.ts"
import type { Cells, Column, Columns, Versioned } from "./column.ts"
import { type Conditions, candidates, fits } from "./conditions.ts"
import { compare, type Direction, keyOf, orderOf, rankAfter } from "./order.ts"
import { type Overlay, type Place, rowOfPlace } from "./overlay.ts"
import { rowAt, type Snapshot } from "./snapshot.ts"

/** What a caller asks of a directory. */
export interface PageQuery extends Conditions {
  sort: string
  order: Direction
  limit: number
  /** Where the page before ended. */
  after?: Place | undefined
}

export interface DirectoryPage<Row = Cells> {
  items: Row[]
  /** Rows that fulfil the conditions, on all pages. Exact. */
  total: number
  /** Null on the last page. */
  next: Place | null
}

const maskOf = (column: Column | undefined) => (column?.kind === "text" ? column.mask : undefined)

function refuseMasked(columns: Columns, { sort, masked }: PageQuery) {
  if (!Object.hasOwn(columns, sort)) throw new Refusal("invalid", `The list has no column ${sort}.`, { where: "sort" })
  if (masked && maskOf(columns[sort]))
    throw new Refusal("forbidden", `Your role does not see ${sort}, so the list cannot be sorted by it.`, {
      where: "sort",
      wanted: "another column, or the role support or admin",
    })
}

/** The row the page before ended with, as it was then. */
function startOf(snapshot: Snapshot, overlay: Overlay, { after }: PageQuery): Cells | undefined {
  if (!after) return undefined
  const row = rowOfPlace(snapshot, overlay, after)
  if (row) return row
  throw new Refusal("gone", "The list has changed too much since that page. Start again.", { where: "cursor" })
}

/** A row as the caller may see it. */
function shown(columns: Columns, row: Cells, masked: boolean): Cells {
  if (!masked) return row
  const copy = { ...row }
  for (const [field, column] of Object.entries(columns)) {
    const cell = copy[field]
    const mask = maskOf(column)
    if (mask && typeof cell === "string") copy[field] = mask(cell)
  }
  return copy
}

/** One page of a directory: the snapshot with the overlay on it, filtered, sorted, counted. */
export function pageOf(snapshot: Snapshot, overlay: Overlay, query: PageQuery): DirectoryPage {
  const { columns } = snapshot
  const { sort, order: direction, limit, masked } = query
  refuseMasked(columns, query)
  const placed = ({ row, version }: Versioned) => ({ row, version, id: row.id, key: keyOf(columns[sort]!, row, sort) })
  const start = startOf(snapshot, overlay, query)
  const startKey = start ? keyOf(columns[sort]!, start, sort) : null

  const chosen = candidates(snapshot, query)
  for (const at of overlay.replaced) chosen[at] = 0
  const order = orderOf(snapshot, sort, direction)
  const from = start ? rankAfter(snapshot, order, sort, direction, startKey, start.id) : 0
  const found: number[] = []
  let total = 0
  for (let rank = 0; rank < order.length; rank++) {
    if (!chosen[order[rank]!]) continue
    total++
    if (rank >= from && found.length <= limit) found.push(order[rank]!)
  }

  const fit = fits(columns, query)
  const changed = [...overlay.newest.values()].filter(({ row }) => fit(row))
  total += changed.length
  const rows = changed
    .map(placed)
    .filter(({ key, id }) => !start || compare(key, id, startKey, start.id, direction) > 0)
    .concat(found.map((at) => placed({ row: rowAt(snapshot, at), version: snapshot.versions[at]! })))
    .sort((one, other) => compare(one.key, one.id, other.key, other.id, direction))
  const last = rows.length > limit ? rows[limit - 1] : undefined
  return {
    items: rows.slice(0, limit).map(({ row }) => shown(columns, row, masked)),
    total,
    next: last ? { id: last.id, version: last.version } : null,
  }
}
