import type { Db } from "../../functions/table/db.ts"
import type { Actor } from "./life.ts"

const AGAIN_MS_MIN = 200
const AGAIN_MS_MAX = 60_000

/** Asks until it is answered, as clients do that must not lose anything. */
export async function insist<T>(client: Actor, name: string, ask: (door: Actor) => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    const ending = await client.call(`${name}.${tries}`, ask)
    if (ending.outcome === "done") return ending.value
    await client.sleep(client.random.span(AGAIN_MS_MIN, AGAIN_MS_MAX))
  }
}

/** A process that stays warm between requests, so that what it remembers by its table is remembered. It serves one at a time. */
export interface WarmProcess {
  db: Db
  serve<T>(actor: Actor, request: (db: Db) => Promise<T>): Promise<T>
}

export function warmProcess(): WarmProcess {
  let serving: Db
  const db: Db = {
    get: (...asked) => serving.get(...asked),
    getMany: (...asked) => serving.getMany(...asked),
    query: (...asked) => serving.query(...asked),
    write: (...asked) => serving.write(...asked),
    change: (...asked) => serving.change(...asked),
    transact: (...asked) => serving.transact(...asked),
  }
  return {
    db,
    serve: (actor, request) => {
      serving = actor.db
      return request(db)
    },
  }
}
