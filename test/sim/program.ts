import * as fc from "fast-check"
import type { Condition, Db, Key, Query, Row, TransactWrite, Update, Write } from "../../functions/table/db.ts"
import { keyOfWrite } from "./write-outcome.ts"

/** One call of the Db port, as data. `readOn` turns pages until there are no more. */
export type Call =
  | { get: Key; strong: boolean }
  | { getMany: Key[]; strong: boolean }
  | { query: Query; readOn: boolean }
  | { write: Write }
  | { change: Update }
  | { transact: TransactWrite[] }

/** What a call answered; every kind of refusal to carry it out is one word, since the words differ. */
export async function answerOf(db: Db, call: Call): Promise<unknown> {
  try {
    return await asked(db, call)
  } catch {
    return "invalid"
  }
}

async function asked(db: Db, call: Call): Promise<unknown> {
  if ("get" in call) return db.get(call.get, { strong: call.strong })
  if ("getMany" in call) return byKey(await db.getMany(call.getMany, { strong: call.strong }))
  if ("write" in call) return db.write(call.write)
  if ("change" in call) return db.change(call.change)
  if ("transact" in call) return db.transact(call.transact)
  const pages = [await db.query(call.query)]
  for (let { next } = pages[0]!; next && call.readOn; next = pages.at(-1)!.next)
    pages.push(await db.query({ ...call.query, after: next }))
  return pages
}

const byKey = (rows: Row[]): Row[] =>
  rows.sort((one, other) => (JSON.stringify([one.pk, one.sk]) < JSON.stringify([other.pk, other.sk]) ? -1 : 1))

// Few names, so that calls meet. In UTF-16 the emoji sorts before the half-width sign, in UTF-8 after it.
const SORT_KEYS = ["a", "a#1", "a#2", "b", "é", "￮", "😀", "😀1"]
const PARTITIONS = ["one", "two"]
const INDEX_PARTITIONS = ["feed", "work"]

/** Random programs of calls on rows whose keys begin with `prefix`. Fields keep one type each, as rows of ours do. */
export function programs(prefix: string): fc.Arbitrary<Call[]> {
  const partition = fc.constantFrom(...PARTITIONS.map((name) => prefix + name))
  const indexPartition = fc.constantFrom(...INDEX_PARTITIONS.map((name) => prefix + name))
  const sortKey = fc.constantFrom(...SORT_KEYS)
  // Most calls are about the same two rows, so that they find what others left there.
  const key = fc.oneof(
    { weight: 3, arbitrary: fc.record({ pk: fc.constant(`${prefix}one`), sk: fc.constantFrom("a", "￮") }) },
    { weight: 2, arbitrary: fc.record({ pk: partition, sk: sortKey }) },
  )

  const count = fc.oneof(fc.integer({ min: -3, max: 12 }), fc.maxSafeInteger())
  const text = fc.constantFrom("", "x", "y", "é", "￮", "😀", "long".repeat(400))
  const set = fc.constantFrom(["r"], ["ü"], ["r", "ü"]).map((members) => new Set(members))
  const bytes = fc.uint8Array({ maxLength: 6 })
  const fraction = fc.integer({ min: -9999, max: 9999 }).map((value) => value / 100)
  const leaf = fc.oneof(count, fraction, text, fc.boolean(), fc.constant(null), set, bytes)
  const nested = fc.oneof(
    leaf,
    fc.array(leaf, { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("B", "BS", "N", "S", "é"), leaf),
  )
  const some = { requiredKeys: [] as never[] }
  const plain = { n: count, t: text, s: set, b: bytes, o: nested, size: fc.constant(1) }
  const indexes = { gsi1pk: indexPartition, gsi1sk: sortKey, gsi2pk: indexPartition, gsi2sk: sortKey }

  const compared = fc.oneof(
    fc.tuple(fc.constantFrom("n", "missing"), count),
    fc.tuple(fc.constantFrom("t", "gsi1sk", "missing"), text),
    fc.tuple(fc.constant("b"), bytes),
    fc.tuple(fc.constantFrom("n", "t"), fc.constantFrom<unknown>(3, "x")),
  )
  const equal = fc.oneof(
    fc.tuple(fc.constant("s"), set),
    fc.tuple(fc.constant("s"), set),
    compared,
    fc.tuple(fc.constant("o"), nested),
  )
  const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
    condition: fc.oneof(
      { depthSize: "small" },
      fc
        .constantFrom("pk", "n", "t", "o", "gsi1pk")
        .chain((field) => fc.constantFrom<Condition>({ absent: field }, { present: field })),
      fc.tuple(fc.constantFrom("eq", "ne"), equal).map(([word, pair]) => ({ [word]: pair }) as unknown as Condition),
      fc
        .tuple(fc.constantFrom("lt", "le", "gt", "ge"), compared)
        .map(([word, pair]) => ({ [word]: pair }) as unknown as Condition),
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
      fc.array(tie("condition"), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    ),
  }))
  const when = fc.option(condition, { nil: undefined, freq: 2 })

  const put = fc
    .tuple(key, fc.record({ ...plain, ...indexes }, some), when)
    .map(([at, fields, condition]) => ({ put: { ...at, kind: "row", ...fields } as Row, when: condition }))
  const update = fc
    .record({
      update: key,
      set: fc.record({ t: text, o: nested, gsi1pk: indexPartition, gsi1sk: sortKey, kind: fc.constant("row") }, some),
      init: fc.record({ b: bytes, gsi2pk: indexPartition, gsi2sk: sortKey }, some),
      add: fc.record({ n: fc.integer({ min: -5, max: 5 }), s: set }, some),
      drop: fc.subarray(["gsi1pk", "gsi2pk", "size", "t", "missing"]),
      when,
    })
    .map((one) => ({ ...one, drop: one.drop.filter((field) => !(field in one.set) && !(field in one.init)) }))
  const remove = fc.record({ remove: key, when })
  const check = fc.record({ check: key, when: condition })
  const wrong = fc.constantFrom<Partial<Update>>(
    { set: { gsi1pk: "" } },
    { add: { t: 1 }, set: { t: "x" } },
    { set: { pk: "x" } },
  )
  const write: fc.Arbitrary<Write> = fc.oneof(put, put, update, update, remove)

  const range = fc.oneof(
    fc.constantFrom("a", "a#", "", "😀").map((begins) => ({ begins })),
    fc.tuple(sortKey, sortKey).map((between) => ({ between })),
    fc
      .tuple(fc.constantFrom("lt", "le", "gt", "ge"), sortKey)
      .map(([word, sk]) => ({ [word]: sk }) as NonNullable<Query["sk"]>),
  )
  const turning = {
    sk: fc.option(range, { nil: undefined }),
    limit: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    newestFirst: fc.boolean(),
  }
  const query: fc.Arbitrary<Query> = fc.oneof(
    fc.record({
      pk: partition,
      strong: fc.boolean(),
      fields: fc.constantFrom(undefined, ["n"], ["t", "missing"]),
      ...turning,
    }),
    fc.record({
      index: fc.constant("gsi1" as const),
      pk: indexPartition,
      fields: fc.constantFrom(undefined, ["t"]),
      ...turning,
    }),
    fc.record({
      index: fc.constant("gsi2" as const),
      pk: indexPartition,
      fields: fc.constantFrom(undefined, ["gsi2sk"]),
      ...turning,
    }),
  )

  const step: fc.Arbitrary<TransactWrite> = fc.oneof(write, write, check)
  const several = fc.uniqueArray(step, { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(keyOf(one)) })
  const call: fc.Arbitrary<Call> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ write }) },
    { weight: 3, arbitrary: fc.record({ change: update }) },
    { weight: 1, arbitrary: fc.tuple(key, wrong).map(([at, more]) => ({ change: { update: at, ...more } })) },
    {
      weight: 4,
      arbitrary: fc.record({ transact: fc.oneof(several, several, several, fc.array(step, { maxLength: 3 })) }),
    },
    { weight: 2, arbitrary: fc.record({ get: key, strong: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ getMany: fc.array(key, { maxLength: 6 }), strong: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ query, readOn: fc.boolean() }) },
  )
  return fc.array(call, { minLength: 10, maxLength: 30, size: "max" })
}

function keyOf(write: TransactWrite): unknown {
  const { pk, sk } = keyOfWrite(write)
  return [pk, sk]
}

/** Questions that together see every row and every index entry of a program. */
export const wholeTable = (prefix: string): Call[] => [
  ...PARTITIONS.map((name): Call => ({ query: { pk: prefix + name, strong: true }, readOn: true })),
  ...INDEX_PARTITIONS.flatMap((name): Call[] => [
    { query: { index: "gsi1", pk: prefix + name }, readOn: true },
    { query: { index: "gsi2", pk: prefix + name }, readOn: true },
  ]),
]
