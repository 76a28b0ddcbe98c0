import * as fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { type Db, queryAll } from "../../functions/table/db.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { signedDb } from "../../functions/table/signed.ts"
import { type Meter, newMeter } from "../../functions/table/transport.ts"
import { startTestEngine, type TestEngine } from "../support/engine.ts"
import { type StreamTail, tailStream } from "../support/stream-tail.ts"
import { tableModel } from "./model.ts"
import { answerOf, type Call, programs, wholeTable } from "./program.ts"
import type { StreamRecord } from "./store.ts"

let engine: TestEngine
let tail: StreamTail
let meter: Meter
let carriers: Record<"sdk" | "signed", Db>

beforeAll(async () => {
  engine = await startTestEngine()
  tail = await tailStream(engine.table)
  meter = newMeter()
  carriers = { sdk: sdkDb(engine.table, { meter }), signed: signedDb(engine.table, { meter }) }
})
afterAll(() => engine.stop())

const withoutSequence = (records: StreamRecord[]) => records.map(({ key, before, after }) => ({ key, before, after }))
const unitsOf = ({ readUnits, writeUnits }: Meter) => ({ readUnits, writeUnits })

/** Units spent by one call. */
async function spent(on: Meter, db: Db, call: Call) {
  const before = unitsOf(on)
  const answer = await answerOf(db, call)
  return { answer, readUnits: on.readUnits - before.readUnits, writeUnits: on.writeUnits - before.writeUnits }
}

/** What a lost condition cost, the engine does not say. */
const isCounted = (answer: unknown): boolean =>
  answer !== "invalid" &&
  answer !== "refused" &&
  !(typeof answer === "object" && answer !== null && "refused" in answer)

let programCount = 0
const fresh = () => `p${programCount++}.`

test.each(["sdk", "signed"] as const)(
  "the model answers random programs as the engine does over the %s carrier",
  async (name) => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .constant(undefined)
          .map(fresh)
          .chain((prefix) => fc.tuple(fc.constant(prefix), programs(prefix))),
        async ([prefix, program]) => {
          // Shrinking runs a program again under its prefix: it must find what the first run found, nothing.
          for (const call of wholeTable(prefix)) await forget(carriers.sdk, call)
          await tail.more()
          const model = tableModel()
          for (const call of [...program, ...wholeTable(prefix)]) {
            const real = await spent(meter, carriers[name], call)
            const modelled = await spent(model.meter, model.db, call)
            expect(modelled.answer, JSON.stringify(call)).toEqual(real.answer)
            if (isCounted(real.answer)) expect(modelled, JSON.stringify(call)).toEqual(real)
          }
          expect(withoutSequence(model.records)).toEqual(withoutSequence(await tail.more()))
        },
      ),
      { numRuns: 80, seed: 20261120 },
    )
  },
)

test("a page ends at 1 MB, and a batch of any size comes whole", async () => {
  const model = tableModel()
  for (const db of [carriers.sdk, carriers.signed, model.db]) {
    const pk = fresh()
    for (let nth = 0; nth < 6; nth++)
      await db.write({ put: { pk, sk: `${nth}`, kind: "row", b: new Uint8Array(300_000).fill(nth) } })
    const { rows, next } = await db.query({ pk, strong: true })
    expect(rows.map(({ sk }) => sk)).toEqual(["0", "1", "2"])
    expect(next).toEqual({ pk, sk: "2" })
    expect((await queryAll(db, { pk })).map(({ b }) => (b as Uint8Array)[299_999])).toEqual([0, 1, 2, 3, 4, 5])
    const keys = Array.from({ length: 250 }, (_, nth) => ({ pk, sk: `many ${nth}` }))
    for (let from = 0; from < 250; from += 50)
      expect(await db.transact(keys.slice(from, from + 50).map((put) => ({ put: { ...put, kind: "row" } })))).toBe(
        "done",
      )
    expect(await db.getMany([...keys, ...keys, { pk, sk: "none" }])).toHaveLength(250)
  }
})

async function forget(db: Db, call: Call): Promise<void> {
  if (!("query" in call) || call.query.index) return
  for (const { pk, sk } of (await db.query({ pk: call.query.pk, strong: true })).rows)
    await db.write({ remove: { pk, sk } })
}
