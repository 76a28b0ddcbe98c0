import type { Db, Key, Query, Row, TransactWrite, Write } from "../../functions/table/db.ts"
import { type Meter, newMeter } from "../../functions/table/transport.ts"
import { checkQuery, comparePositions, pageOf } from "./page.ts"
import { dbOf, type Store, type StreamRecord, type View } from "./store.ts"
import { queryUnits, readUnits, writeUnits } from "./units.ts"
import { compareText, copied, Invalid, same } from "./value.ts"
import { keyOfWrite, writeOutcome } from "./write-outcome.ts"

/** The table in memory, with DynamoDB's meaning. The conformance suite holds it against the real engine. */
export interface TableModel extends Store {
  records: StreamRecord[]
  /** The Db port without a scheduler: every call at once, no faults. */
  db: Db
  meter: Meter
  /** Every row as it stands, to look at: these are the rows themselves. */
  rows(): readonly Row[]
  /** Removes rows whose time to live is over, as DynamoDB does in its own time. */
  expire(nowSeconds: number): void
}

interface Slot {
  key: Key
  /** What stood here, newest last, each with the count of writes when it came. */
  versions: { at: number; row: Row | undefined }[]
}

/** So many writes back a stale read can look. */
const LAG_WRITES_MAX = 200
const BATCH_KEYS_MAX = 100
const TRANSACTION_WRITES_MAX = 100

/** Units are counted unless nobody asks for them: that costs as much as the rows themselves. */
export function tableModel({ isMetered = true } = {}): TableModel {
  const slots = new Map<string, Map<string, Slot>>()
  /** The slots of each partition in the order of their sort keys. */
  const inOrder = new Map<string, Slot[]>()
  /** Slots that were in an index partition at some time; which of them are in it at a moment, their versions say. */
  const indexed = { gsi1: new Map<string, Set<Slot>>(), gsi2: new Map<string, Set<Slot>>() }
  const records: StreamRecord[] = []
  const meter = newMeter()
  let writes = 0

  const slotAt = ({ pk, sk }: Key): Slot | undefined => slots.get(pk)?.get(sk)
  const newSlot = ({ pk, sk }: Key): Slot => {
    const slot: Slot = { key: { pk, sk }, versions: [] }
    slots.set(pk, (slots.get(pk) ?? new Map<string, Slot>()).set(sk, slot))
    const order = inOrder.get(pk) ?? []
    order.splice(placeOf(order, sk), 0, slot)
    inOrder.set(pk, order)
    return slot
  }
  const rowIn = (slot: Slot | undefined, view?: View): Row | undefined => {
    const lag = view?.lagWrites ?? 0
    if (lag === 0) return slot?.versions.at(-1)?.row
    return slot?.versions.findLast(({ at }) => at <= writes - Math.min(lag, LAG_WRITES_MAX))?.row
  }

  const commit = (key: Key, before: Row | undefined, after: Row | undefined): void => {
    if (same(before, after)) return
    const slot = slotAt(key) ?? newSlot(key)
    writes++
    // The newest version that the longest lag can see stays.
    while (slot.versions.length > 1 && slot.versions[1]!.at <= writes - LAG_WRITES_MAX) slot.versions.shift()
    slot.versions.push({ at: writes, row: after })
    for (const index of ["gsi1", "gsi2"] as const) {
      const partition = after?.[`${index}pk`]
      if (partition !== undefined) indexed[index].set(partition, (indexed[index].get(partition) ?? new Set()).add(slot))
    }
    records.push({ sequence: String(records.length + 1).padStart(12, "0"), key: slot.key, before, after })
  }

  const decide = (write: TransactWrite) => {
    const key = keyOfWrite(write)
    const before = rowIn(slotAt(key))
    return { key, before, after: writeOutcome(write, before) }
  }

  const writeOne = (write: Write): Row | undefined | "refused" => {
    meter.requests++
    const { key, before, after } = decide(write)
    if (isMetered) meter.writeUnits += writeUnits(before, after, 1)
    if (after !== "refused") commit(key, before, after)
    return after
  }

  const readOne = (key: Key, strong: boolean, view: View | undefined): Row | undefined => {
    const row = rowIn(slotAt(key), strong ? undefined : view)
    if (isMetered) meter.readUnits += readUnits(row, strong)
    return copied(row)
  }

  const partitionOf = ({ index, pk, strong, sk }: Query, view: View | undefined): Row[] => {
    const rows: Row[] = []
    for (const slot of index ? (indexed[index].get(pk) ?? []) : stretchOf(inOrder.get(pk) ?? [], sk)) {
      const row = rowIn(slot, strong ? undefined : view)
      if (row && (!index || (row[`${index}pk`] === pk && row[`${index}sk`] !== undefined))) rows.push(row)
    }
    return index ? rows.sort((one, other) => comparePositions(one, other, index)) : rows
  }

  const store: Store = {
    records,
    get: (key, strong, view) => {
      meter.requests++
      return readOne(key, strong, view)
    },
    getMany: (keys, strong, view) => {
      const distinct = [...new Map(keys.map((key) => [JSON.stringify([key.pk, key.sk]), key])).values()]
      meter.requests += Math.ceil(distinct.length / BATCH_KEYS_MAX)
      return distinct.map((key) => readOne(key, strong, view)).filter((row) => row !== undefined)
    },
    query: (query, view) => {
      checkQuery(query)
      meter.requests++
      const { found, bytes } = pageOf(partitionOf(query, view), query, view)
      meter.readUnits += queryUnits(bytes, query.strong ?? false)
      return found
    },
    write: (write) => (writeOne(write) === "refused" ? "refused" : "done"),
    change: (update) => copied(writeOne(update) as Row | "refused"),
    transact: (asked) => {
      checkTransaction(asked)
      meter.requests++
      const decided = asked.map(decide)
      if (isMetered) for (const { before, after } of decided) meter.writeUnits += writeUnits(before, after, 2)
      const refused = decided.flatMap(({ after }, position) => (after === "refused" ? [position] : []))
      if (refused.length > 0) return { refused }
      for (const { key, before, after } of decided) commit(key, before, after as Row | undefined)
      return "done"
    },
  }

  const rows = () => [...inOrder.values()].flat().flatMap((slot) => rowIn(slot) ?? [])
  return {
    ...store,
    records,
    meter,
    db: dbOf(store),
    rows,
    expire: (nowSeconds) => {
      for (const row of rows()) if (row.ttl !== undefined && row.ttl < nowSeconds) commit(row, row, undefined)
    },
  }
}

/** Where a sort key stands, or would stand. */
function placeOf(order: readonly Slot[], sk: string): number {
  let [low, high] = [0, order.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareText(order[middle]!.key.sk, sk) < 0) low = middle + 1
    else high = middle
  }
  return low
}

/** The slots between the bounds that a query sets, these included: which of them it means, its page says. */
function stretchOf(order: readonly Slot[], range: Query["sk"]): readonly Slot[] {
  if (!range) return order
  if ("begins" in range) {
    const from = placeOf(order, range.begins)
    let to = from
    while (order[to]?.key.sk.startsWith(range.begins)) to++
    return order.slice(from, to)
  }
  const { between, lt, le, gt, ge } = range as Partial<Record<"lt" | "le" | "gt" | "ge", string>> & {
    between?: readonly [string, string]
  }
  const [first, last] = between ?? [gt ?? ge, lt ?? le]
  const from = first === undefined ? 0 : placeOf(order, first)
  const to = last === undefined ? order.length : placeOf(order, last)
  return order.slice(from, to + 1)
}

function checkTransaction(writes: readonly TransactWrite[]): void {
  if (writes.length === 0) throw new Invalid("A transaction without writes")
  if (writes.length > TRANSACTION_WRITES_MAX) throw new Invalid(`A transaction of ${writes.length} writes`)
  const keys = new Set(writes.map((write) => JSON.stringify([keyOfWrite(write).pk, keyOfWrite(write).sk])))
  if (keys.size < writes.length) throw new Invalid("A transaction writes a row twice")
}
