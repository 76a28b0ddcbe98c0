import type { Versioned } from "#shared/directory/column.ts"
import { hash32 } from "#shared/id.ts"
import { instant, msOf } from "#shared/time.ts"
import type * as fc from "fast-check"
import { changePut } from "../../../functions/table/change-list.ts"
import { ABSENT, type Db, type Row } from "../../../functions/table/db.ts"
import type { Files } from "../../../functions/table/files.ts"
import { tableModel } from "../../sim/model.ts"
import { BOATS, type Boat } from "./rows.ts"

export class Crash extends Error {}

const boatKey = (id: string) => ({ pk: `boat#${id}`, sk: "profile" })

/**
 * A table and a folder in memory whose every call waits for its turn, which the scheduler gives.
 * A ground may crash after some calls, and its clock may be wrong by some seconds.
 */
export function harbour(scheduler: fc.Scheduler) {
  const table = tableModel()
  const folder = new Map<string, Uint8Array>()
  let nowMs = Date.parse("2026-03-09T00:00:00.000Z")
  /** How long every call of anybody takes. */
  let stepMs = 40
  let writes = 0

  function ground({ crashAfter = Infinity, skewMs = 0 } = {}) {
    let calls = 0
    /** Half of the crashes come before the call has its effect, half after it. */
    const turn = async <Answer>(call: () => Promise<Answer> | Answer): Promise<Answer> => {
      await scheduler.schedule(Promise.resolve())
      nowMs += stepMs
      if (calls >= crashAfter && crashAfter % 2 === 0) throw new Crash()
      const answer = await call()
      if (calls++ >= crashAfter) throw new Crash()
      return answer
    }
    const db: Db = {
      get: (key, options) => turn(() => table.db.get(key, options)),
      getMany: (keys, options) => turn(() => table.db.getMany(keys, options)),
      query: (query) => turn(() => table.db.query(query)),
      write: (write) => turn(() => table.db.write(write)),
      change: (update) => turn(() => table.db.change(update)),
      transact: (all) => turn(() => table.db.transact(all)),
    }
    const files: Files = {
      put: (key, bytes) => turn(() => void folder.set(key, bytes)),
      get: (key) => turn(() => folder.get(key)),
      remove: (key) => turn(() => void folder.delete(key)),
    }
    const failed = (error: unknown) => {
      if (!(error instanceof Crash)) throw error
    }
    return { db, files, now: () => instant(nowMs + skewMs), onLoadFailure: failed, turn }
  }

  type Ground = ReturnType<typeof ground>

  /** Every boat of the table as it stands. */
  const boats = (): Versioned<Boat>[] =>
    table
      .rows()
      .filter(({ kind }) => kind === "boat")
      .map(({ boat }) => ({ row: boat as Boat, version: (boat as Boat).stamp }))

  /** Saves a boat under its next version and makes that known, in one transaction that comes late by so much. */
  async function save({ db, now, turn }: Ground, id: string, name: string, lateMs = 0): Promise<void> {
    const key = boatKey(id)
    const held = (await db.get(key, { strong: true }))?.["boat"] as Boat | undefined
    const version = (held?.stamp ?? 0) + 1
    const boat: Boat = { id, name, stamp: version }
    const row: Row = { ...key, kind: "boat", version, boat }
    const random = Uint8Array.from({ length: 16 }, (_, at) => hash32(`${writes} ${at}`))
    writes++
    const when = held ? ({ eq: ["version", held.stamp] } as const) : ABSENT
    const change = () => changePut(BOATS, { row: boat, version }, instant(msOf(now()) - lateMs), random)
    await turn(() => table.db.transact([{ put: row, when }, change()]))
  }

  /** The boats as a rebuild reads them: one after the other, while others write. */
  async function* listed({ db }: Ground): AsyncIterable<Versioned<Boat>> {
    for (const { row } of boats()) {
      const boat = (await db.get(boatKey(row.id), { strong: true }))?.["boat"] as Boat
      yield { row: boat, version: boat.stamp }
    }
  }

  return {
    table,
    folder,
    ground,
    boats,
    save,
    listed,
    pass(ms: number) {
      nowMs += ms
    },
    everyCallTakes(ms: number) {
      stepMs = ms
    },
  }
}
