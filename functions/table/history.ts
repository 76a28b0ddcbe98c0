import type { CubeKind } from "#shared/cube/kind.ts"
import type { Day, Zone } from "#shared/time.ts"
import { bucketOfKey, seriesKey } from "./bucket.ts"
import type { Db } from "./db.ts"

/** The first day of a zone that has facts of a kind; undefined while none has. */
export async function firstDayOf(
  db: Db,
  { name }: CubeKind<never>,
  scope: string,
  zone: Zone,
): Promise<Day | undefined> {
  const pk = seriesKey({ kind: name, scope, level: "day", zone })
  const [first] = (await db.query({ pk, limit: 1, fields: ["kind"] })).rows
  return first && bucketOfKey(first).start
}
