import type { Db } from "../../functions/table/db.ts"
import type { StreamTail } from "../support/stream-tail.ts"
import type { Store, StreamRecord } from "./store.ts"

/** The real engine in the model's place: the scheduler takes the same steps on it. It has no stale reads and no short pages. */
export function engineStore(db: Db, tail: StreamTail): Store {
  const records: StreamRecord[] = []
  const told = async <T>(answer: Promise<T>): Promise<T> => {
    await answer.catch(() => {})
    records.push(...(await tail.more()))
    return answer
  }
  return {
    records,
    get: (key, strong) => db.get(key, { strong }),
    getMany: (keys, strong) => db.getMany(keys, { strong }),
    query: (query) => db.query(query),
    write: (write) => told(db.write(write)),
    change: (update) => told(db.change(update)),
    transact: (writes) => told(db.transact(writes)),
  }
}
