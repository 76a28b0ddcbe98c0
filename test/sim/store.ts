import type { Change } from "../../functions/runtime/stream.ts"
import type { Db, Found, Key, Query, Row, TransactWrite, Update, Write } from "../../functions/table/db.ts"

/** What a faulty read sees: the table as it was some writes ago, or a page cut short. */
export interface View {
  lagWrites?: number
  pageRows?: number
}

/** One record of the stream. A row that came has no before, one that went no after. */
export interface StreamRecord {
  sequence: string
  key: Key
  before: Row | undefined
  after: Row | undefined
}

type Soon<T> = T | Promise<T>

/** What the scheduler's steps work on: the model, at once, or the real engine, in a moment. */
export interface Store {
  get(key: Key, strong: boolean, view?: View): Soon<Row | undefined>
  getMany(keys: readonly Key[], strong: boolean, view?: View): Soon<Row[]>
  query(query: Query, view?: View): Soon<Found>
  write(write: Write): Soon<"done" | "refused">
  change(update: Update): Soon<Row | "refused">
  transact(writes: readonly TransactWrite[]): Soon<"done" | { refused: number[] }>
  /** Everything the stream has told so far, oldest first. */
  records: readonly StreamRecord[]
}

/** The Db port over a store, without a scheduler and without faults. */
export const dbOf = (store: Store): Db => ({
  get: async (key, options) => store.get(key, options?.strong ?? false),
  getMany: async (keys, options) => store.getMany(keys, options?.strong ?? false),
  query: async (query) => store.query(query),
  write: async (write) => store.write(write),
  change: async (update) => store.change(update),
  transact: async (writes) => store.transact(writes),
})

/** Records as functions get them: what came and what changed. */
export const changesIn = (records: readonly StreamRecord[]): Change[] =>
  records.flatMap(({ sequence, before, after }) => (after ? [{ sequence, before, after }] : []))
