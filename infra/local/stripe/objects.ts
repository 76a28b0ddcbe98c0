import type { Store } from "../store.ts"

/** An object as Stripe's API tells it. */
export type StripeObject = Record<string, unknown> & { id: string; object: string }

/** What the sandbox knows, kept in the data folder. */
export interface StripeObjects {
  /** Keeps objects, each as the newest telling of it; answers how many. */
  put(objects: readonly StripeObject[]): number
  /** Forgets an object. */
  remove(one: Pick<StripeObject, "object" | "id">): void
  get(object: string, id: string): StripeObject | undefined
  /** All of a kind, newest first. */
  of(object: string): StripeObject[]
  /** Those of a kind whose field holds a value, newest first. */
  where(object: string, field: string, value: string): StripeObject[]
}

const isStripeObject = (value: unknown): value is StripeObject =>
  typeof value === "object" &&
  value !== null &&
  ["id", "object"].every((field) => typeof (value as Record<string, unknown>)[field] === "string")

/** The objects of a request's body, or nothing where one of them is none. */
export const objectsIn = (told: unknown): StripeObject[] | undefined =>
  Array.isArray(told) && told.every(isStripeObject) ? told : undefined

export function openStripeObjects({ swift }: Pick<Store, "swift">): StripeObjects {
  swift.exec(
    "CREATE TABLE IF NOT EXISTS stripe_objects (object TEXT, id TEXT, told TEXT NOT NULL, PRIMARY KEY (object, id))",
  )
  const save = swift.prepare(
    "INSERT INTO stripe_objects (object, id, told) VALUES (?, ?, ?) ON CONFLICT (object, id) DO UPDATE SET told = excluded.told",
  )
  const forget = swift.prepare("DELETE FROM stripe_objects WHERE object = ? AND id = ?")
  const one = swift.prepare("SELECT told FROM stripe_objects WHERE object = ? AND id = ?")
  const some = swift.prepare(
    "SELECT told FROM stripe_objects WHERE object = ? AND told ->> ? = ? ORDER BY told ->> '$.created' DESC, id DESC",
  )
  const all = swift.prepare(
    "SELECT told FROM stripe_objects WHERE object = ? ORDER BY told ->> '$.created' DESC, id DESC",
  )
  const read = (row: Record<string, unknown>) => JSON.parse(String(row["told"])) as StripeObject
  return {
    put(objects) {
      for (const told of objects) save.run(told.object, told.id, JSON.stringify(told))
      return objects.length
    },
    remove({ object, id }) {
      forget.run(object, id)
    },
    get(object, id) {
      const row = one.get(object, id)
      return row && read(row)
    },
    of: (object) => all.all(object).map(read),
    where: (object, field, value) => some.all(object, `$.${field}`, value).map(read),
  }
}
