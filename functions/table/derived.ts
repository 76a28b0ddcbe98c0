import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row, type Update, type Write } from "./db.ts"
import { pack } from "./packed.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * Something whose facts are folded again whenever it was marked, and whose fold gives rows to places elsewhere: a Stripe
 * customer to days, a payment to the list of its month. Beside its facts stand two rows: `control`, how often it was marked and
 * its place in the work index; `fold`, the generation last folded, every place that any fold wrote to, and which are to be marked.
 */
export interface Source {
  control: Key
  controlKind: string
  fold: Key
  foldKind: string
}
export interface FoldRow extends Row {
  gen: number
  /** Every place that any fold gave something to. */
  places?: Set<string>
  /** Places that were written to and are not marked yet. */
  unmarked?: Set<string>
  /** How often places were written to. */
  writes?: number
}

/** A row that a fold gives: which place it stands at, and what it holds; nothing where the place holds none any more. */
export interface Given {
  place: string
  row: Key & { kind: string } & Partial<Pick<Row, "gsi1pk" | "gsi1sk" | "gsi2pk" | "gsi2sk">>
  body: unknown | undefined
  /** What stands or falls with the row, where it changes. */
  beside?: Update
}

export const markSource = (db: Db, source: Source, dueAt: Instant): Promise<"done" | "refused"> =>
  db.write(markWrite(source, dueAt))

/** The write that marks a source. */
export const markWrite = ({ control, controlKind }: Source, dueAt: Instant): Update => ({
  update: control,
  set: { kind: controlKind },
  init: dueFields(control, dueAt),
  add: { dirty: 1 },
})

/** How often it was marked; 0 when never. */
export const generationOf = async (db: Db, { control }: Source): Promise<number> =>
  Number((await db.get(control, { strong: true }))?.["dirty"] ?? 0)

/** Takes it off the work index, unless it was marked again meanwhile. */
export const clearSource = (db: Db, { control }: Source, gen: number): Promise<"done" | "refused"> =>
  db.write({ update: control, drop: DUE_FIELD_NAMES, when: { eq: ["dirty", gen] } })

/**
 * Notes a fold unless a newer one was noted, and joins its places to those of every fold before: the union is made by the table
 * itself, so no fold can forget a place that another one wrote to.
 */
export async function saveFold(
  db: Db,
  { fold, foldKind }: Source,
  gen: number,
  places: readonly string[],
  more: { set?: Record<string, unknown>; add?: Record<string, Set<string>> } = {},
): Promise<FoldRow | "refused"> {
  const row = await db.change({
    update: fold,
    set: { kind: foldKind, ...more.set, gen },
    add: { ...(places.length > 0 ? { places: new Set(places) } : {}), ...more.add },
    when: { any: [{ absent: "gen" }, { le: ["gen", gen] }] },
  })
  return row as FoldRow | "refused"
}

/** Those places that hold something else than what is given to them now. */
export async function staleOf(db: Db, all: readonly Given[]): Promise<Given[]> {
  const rows = await db.getMany(
    all.map(({ row: { pk, sk } }) => ({ pk, sk })),
    { strong: true },
  )
  const held = new Map(rows.map(({ pk, sk, packed }) => [`${pk} ${sk}`, packed as Uint8Array]))
  return all.filter(({ row, body }) => {
    const packed = held.get(`${row.pk} ${row.sk}`)
    return body === undefined ? packed !== undefined : !packed || Buffer.compare(packed, pack(body)) !== 0
  })
}

/**
 * Writes to places, and notes that they are to be marked, while no newer fold has noted itself. A fold that was overtaken
 * writes nothing more; "refused" says so.
 */
export async function writePlaces(
  db: Db,
  { fold }: Source,
  gen: number,
  given: readonly Given[],
): Promise<"done" | "refused"> {
  for (let at = 0; at < given.length; at += PLACES_AT_ONCE) {
    const some = given.slice(at, at + PLACES_AT_ONCE)
    const noted: Write = {
      update: fold,
      add: { unmarked: new Set(some.map(({ place }) => place)), writes: 1 },
      when: { eq: ["gen", gen] },
    }
    if ((await db.transact([noted, ...some.flatMap((one) => writesOf(one, gen))])) !== "done") return "refused"
  }
  return "done"
}
/** A transaction holds a hundred writes. */
const PLACES_AT_ONCE = 90

const writesOf = ({ row, body, beside }: Given, gen: number): Write[] => [
  body === undefined ? { remove: { pk: row.pk, sk: row.sk } } : { put: { ...row, revision: gen, packed: pack(body) } },
  ...(beside ? [beside] : []),
]

const RACES_MAX = 8

/**
 * Notes a fold and writes to its places in one transaction, for those that have few. Every fold answers every place that it or
 * one before it wrote to, and they are all marked again: so none is to be remembered as unmarked. "refused": a newer fold was noted.
 */
export async function saveAtOnce(
  db: Db,
  source: Source,
  gen: number,
  places: readonly string[],
  givenAt: (place: string) => Given,
): Promise<string[] | "refused"> {
  for (let race = 0; race < RACES_MAX; race++) {
    const held = await foldOf(db, source)
    if (held && held.gen > gen) return "refused"
    const all = [...new Set([...(held?.places ?? []), ...places])]
    const stale = await staleOf(db, all.map(givenAt))
    if (stale.length === 0 && held?.gen === gen) return all
    const noted: Write = {
      put: { ...source.fold, kind: source.foldKind, gen, ...(all.length > 0 ? { places: new Set(all) } : {}) },
      // Whoever noted a fold meanwhile may have written to a place that is not among these.
      when: held ? { eq: ["gen", held.gen] } : ABSENT,
    }
    if ((await db.transact([noted, ...stale.flatMap((one) => writesOf(one, gen))])) === "done") return all
  }
  throw new Error(`${source.fold.pk} was folded too often at once`)
}

/** What was folded of it, as it stands. */
export const foldOf = async (db: Db, { fold }: Source): Promise<FoldRow | undefined> =>
  (await db.get(fold, { strong: true })) as FoldRow | undefined

/** Forgets the places that were to be marked, unless more were written to meanwhile. */
export const settlePlaces = (db: Db, { fold }: Source, writes: number): Promise<"done" | "refused"> =>
  db.write({ update: fold, drop: ["unmarked"], when: { eq: ["writes", writes] } })
