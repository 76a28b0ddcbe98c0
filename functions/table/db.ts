/** A row of the one table. `kind` names what it is (docs/table.md); `ttl` is in seconds since 1970. */
export interface Row extends Key {
  kind: string
  ttl?: number
  gsi1pk?: string
  gsi1sk?: string
  gsi2pk?: string
  gsi2sk?: string
  [field: string]: unknown
}
export interface Key {
  pk: string
  sk: string
}

/**
 * A condition on the row as it stands before the write. Of a field that is absent, and of one of another type,
 * only `ne` holds; text is ordered by its UTF-8 bytes. `all` and `any` hold one condition at least.
 */
export type Condition =
  | { absent: string }
  | { present: string }
  | { eq: readonly [field: string, value: unknown] }
  | { ne: readonly [field: string, value: unknown] }
  | { lt: readonly [field: string, value: unknown] }
  | { le: readonly [field: string, value: unknown] }
  | { gt: readonly [field: string, value: unknown] }
  | { ge: readonly [field: string, value: unknown] }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] }

export interface Put {
  put: Row
  when?: Condition
}
/**
 * Changes fields of a row, and makes it when there is none. Fields are top-level names, each told once; undefined values
 * are passed over. `add` counts in whole numbers, up or down, or joins string sets.
 */
export interface Update {
  update: Key
  set?: Record<string, unknown>
  /** Set only where the field is absent. */
  init?: Record<string, unknown>
  add?: Record<string, number | Set<string>>
  drop?: readonly string[]
  when?: Condition
}
export interface Remove {
  remove: Key
  when?: Condition
}
export interface Check {
  check: Key
  when: Condition
}
export type Write = Put | Update | Remove
export type TransactWrite = Write | Check

export interface Query {
  index?: "gsi1" | "gsi2"
  pk: string
  sk?:
    | { begins: string }
    | { between: readonly [string, string] }
    | { lt: string }
    | { le: string }
    | { gt: string }
    | { ge: string }
  /** Rows a page holds at most. A page ends at 1 MB too, with a limit or without: only `queryAll` is sure of every row. */
  limit?: number
  newestFirst?: boolean
  /** Strongly consistent; never on an index. */
  strong?: boolean
  /** Start after this position of an earlier page. */
  after?: Record<string, unknown>
  /** Only these fields; the key always comes along. */
  fields?: readonly string[]
}
export interface Found {
  rows: Row[]
  /** Where the next page starts, absent at the end. */
  next?: Record<string, unknown>
}

/**
 * The few things we ask of DynamoDB. Two transports carry it (the SDK, and a small signed client for receivers),
 * and the simulator has a model of it that a conformance suite holds against the real engine.
 * Losing a condition is an answer, never an exception; everything else that fails throws.
 *
 * An answer can be lost after its write was done, and the transport then writes again: a conditional write may so lose
 * to itself and come back "refused", and an `add` may count twice (not in `transact`, which carries a token). Where it
 * matters, read the row again, strongly, and compare it with what was to be written: equal means that it is done.
 */
export interface Db {
  get(key: Key, options?: { strong?: boolean }): Promise<Row | undefined>
  /** Up to any number of rows, in no order; missing ones are left out. */
  getMany(keys: readonly Key[], options?: { strong?: boolean }): Promise<Row[]>
  /** One page: the first, or the one after `after`. The last may be empty. */
  query(query: Query): Promise<Found>
  write(write: Write): Promise<"done" | "refused">
  /** An update that answers with the whole row as it stands after it. */
  change(update: Update): Promise<Row | "refused">
  /** All or nothing, at most 100, each on a row of its own; `refused` lists the positions whose condition was lost. */
  transact(writes: readonly TransactWrite[]): Promise<"done" | { refused: number[] }>
}

/** Every page of a query, joined. */
export async function queryAll(db: Db, query: Query): Promise<Row[]> {
  const rows: Row[] = []
  let after = query.after
  do {
    const found: Found = await db.query(after ? { ...query, after } : query)
    rows.push(...found.rows)
    after = found.next
  } while (after)
  return rows
}

export const ABSENT: Condition = { absent: "pk" }
