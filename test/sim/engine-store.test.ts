import { afterAll, beforeAll, expect, test } from "vitest"
import { queryAll } from "../../functions/table/db.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { startTestEngine, type TestEngine } from "../support/engine.ts"
import { tailStream } from "../support/stream-tail.ts"
import { engineStore } from "./engine-store.ts"
import { NO_FAULTS } from "./faults.ts"
import { tableModel } from "./model.ts"
import { simulation } from "./schedule.ts"
import { dbOf, type Store } from "./store.ts"
import { readStream } from "./stream-reader.ts"

let engine: TestEngine
beforeAll(async () => {
  engine = await startTestEngine()
})
afterAll(() => engine.stop())

/** Clients write entries, a reader of the stream counts them, and everything goes wrong that can on both stores. */
async function live(store: Store, seed: number, prefix: string) {
  const faults = {
    ...NO_FAULTS,
    throttle: 0.05,
    lostAnswer: 0.05,
    sentTwice: 0.05,
    crash: 0.05,
    stall: 0.1,
    streamAgain: 0.3,
  }
  const world = simulation({ store, seed, faults })
  const total = { pk: `${prefix}total`, sk: "it" }
  const reader = readStream(world, {
    name: "count",
    sees: ({ after }) => after.kind === "entry" && after.pk.startsWith(prefix),
    apply: async (changes, { db }) => {
      for (const { after } of changes)
        await db.transact([
          { put: { pk: `${prefix}counted`, sk: after.sk, kind: "counted" }, when: { absent: "pk" } },
          { update: total, add: { count: 1 } },
        ])
      return undefined
    },
    batchSizeMax: 4,
    retriesMax: 20,
  })
  for (let nth = 0; nth < 12; nth++)
    world.start(
      `client ${nth}`,
      async (actor) => {
        const append = () =>
          actor.call(`client ${nth} again`, ({ db }) =>
            db.write({ put: { pk: `${prefix}entries`, sk: `${nth}`, kind: "entry" }, when: { absent: "pk" } }),
          )
        while ((await append()).outcome !== "done") await actor.sleep(50)
      },
      { steady: true },
    )
  await world.run(reader.isDrained)
  const entries = await queryAll(dbOf(store), { pk: `${prefix}entries` })
  return { digest: world.digest(), steps: world.stepCount(), count: (await store.get(total, true))?.["count"], entries }
}

test("one seed takes the same steps on the model and on the engine, to the same end", async () => {
  const [db, tail] = [sdkDb(engine.table), await tailStream(engine.table)]
  for (let seed = 1; seed <= 5; seed++) {
    const modelled = await live(tableModel(), seed, `${seed}.`)
    expect(modelled.count).toBe(12)
    expect(modelled.entries).toHaveLength(12)
    // A simulation's stream begins with it.
    await tail.more()
    expect(await live(engineStore(db, tail), seed, `${seed}.`)).toEqual(modelled)
  }
})
