import { describe, expect, test } from "vitest"
import { ABSENT, type Db, queryAll } from "../../functions/table/db.ts"
import { type Faults, NO_FAULTS, swarm } from "./faults.ts"
import type { Actor } from "./life.ts"
import { tableModel } from "./model.ts"
import { randomOf } from "./random.ts"
import { type Simulation, simulation } from "./schedule.ts"
import { changesIn } from "./store.ts"
import { readStream } from "./stream-reader.ts"

const counter = { pk: "counter", sk: "it" }
const open = (seed: number, faults: Partial<Faults> = {}, stepsMax = 20_000): Simulation =>
  simulation({ store: tableModel(), seed, faults: { ...NO_FAULTS, ...faults }, stepsMax })
const seeds = (count: number) => Array.from({ length: count }, (_, nth) => nth + 1)

/** Does something over and over until it ends by itself. */
async function insist(actor: Actor, life: (actor: Actor) => Promise<unknown>): Promise<void> {
  for (let tries = 0; (await actor.call(`${actor.name}.${tries}`, life)).outcome !== "done"; tries++)
    await actor.sleep(100)
}

/** Ten clients add one each, in a way of their own; answers the sum at the end. */
async function tenAdds(
  seed: number,
  faults: Partial<Faults>,
  add: (db: Db, id: string) => Promise<unknown>,
): Promise<unknown> {
  const world = open(seed, faults)
  for (let nth = 0; nth < 10; nth++)
    world.start(`client ${nth}`, (actor) => insist(actor, ({ db }) => add(db, `${nth}`)), { steady: true })
  await world.run()
  return (await world.store.get(counter, true))?.["count"]
}

describe("one seed is one order of events", () => {
  const digestOf = async (seed: number) => {
    const world = simulation({ store: tableModel(), seed, faults: swarm(randomOf(seed)) })
    for (let nth = 0; nth < 5; nth++)
      world.start(
        `client ${nth}`,
        (actor) =>
          insist(actor, async ({ db }) => {
            await Promise.all([db.write({ update: counter, add: { count: 1 } }), db.query({ pk: "counter" })])
            // Something that is no step, and ends in its own time.
            await new Promise((resolve) => setTimeout(resolve, nth % 2))
            await db.get(counter)
          }),
        { steady: true },
      )
    await world.run()
    return world.digest()
  }
  test("again and again, and another seed is another", async () => {
    const once = await Promise.all(seeds(20).map(digestOf))
    expect(await Promise.all(seeds(20).map(digestOf))).toEqual(once)
    expect(new Set(once).size).toBe(20)
  })
})

describe("calls of others come in between", () => {
  const readThenWrite = async (db: Db) => {
    const count = ((await db.get(counter, { strong: true }))?.["count"] as number | undefined) ?? 0
    await db.write({ update: counter, set: { count: count + 1 } })
  }
  const underCondition = async (db: Db): Promise<unknown> => {
    const count = (await db.get(counter, { strong: true }))?.["count"] as number | undefined
    const when = count === undefined ? ABSENT : ({ eq: ["count", count] } as const)
    if ((await db.write({ update: counter, set: { count: (count ?? 0) + 1 }, when })) === "refused")
      return underCondition(db)
  }
  test("so reading, then writing, loses updates, and a condition keeps them", async () => {
    const careless = await Promise.all(seeds(30).map((seed) => tenAdds(seed, {}, readThenWrite)))
    expect(careless.some((count) => count !== 10)).toBe(true)
    const careful = await Promise.all(seeds(30).map((seed) => tenAdds(seed, {}, underCondition)))
    expect(careful).toEqual(seeds(30).map(() => 10))
  })
})

describe.each(["lostAnswer", "lateWrite", "sentTwice", "crash"] as const)("%s", (fault) => {
  const once = (db: Db, id: string) =>
    db.transact([
      { put: { pk: "done", sk: id, kind: "done" }, when: ABSENT },
      { update: counter, add: { count: 1 } },
    ])
  const inTwoSteps = async (db: Db, id: string) => {
    if ((await db.write({ put: { pk: "done", sk: id, kind: "done" }, when: ABSENT })) === "done")
      await db.write({ update: counter, add: { count: 1 } })
  }
  test("makes two steps count wrong, and one transaction right", async () => {
    const careless = await Promise.all(seeds(30).map((seed) => tenAdds(seed, { [fault]: 0.2 }, inTwoSteps)))
    expect(careless.some((count) => count !== 10)).toBe(true)
    const careful = await Promise.all(seeds(30).map((seed) => tenAdds(seed, { [fault]: 0.2 }, once)))
    expect(careful).toEqual(seeds(30).map(() => 10))
  })
})

test("a crash is the end: nothing is caught, nothing is cleaned up, no other branch goes on", async () => {
  const log: string[] = []
  const endings = new Set<string>()
  for (const seed of seeds(20)) {
    const world = open(seed, { crash: 0.3 })
    const branch = async ({ db }: Actor, name: string) => {
      for (let nth = 0; nth < 5; nth++) await db.write({ update: counter, add: { [name]: 1 } })
    }
    world.start(
      "parent",
      async (actor) => {
        const { outcome } = await actor.call("child", (child) =>
          Promise.all([branch(child, "one"), branch(child, "two")]).finally(() => log.push("cleaned up")),
        )
        endings.add(outcome)
        const atCrash = await world.store.get(counter, true)
        await actor.sleep(60_000)
        expect(await world.store.get(counter, true)).toEqual(atCrash)
      },
      { steady: true },
    )
    await world.run()
  }
  expect([...endings]).toEqual(["crashed"])
  expect(log).toEqual([])
})

test("a call that an actor did not wait for is carried out after its end, and none after it", async () => {
  const world = open(1)
  world.start("client", async ({ db }) => {
    void db.write({ put: { ...counter, kind: "row" } }).then(() => db.write({ remove: counter }))
  })
  await world.run()
  expect(await world.store.get(counter, true)).toBeDefined()
})

test("a transaction sent twice is done once, by its token; a write may lose to itself", async () => {
  const world = open(1, { sentTwice: 1 })
  world.start("client", async ({ db }) => {
    expect(await db.transact([{ put: { ...counter, kind: "row" }, when: ABSENT }])).toBe("done")
    expect(await db.write({ put: { pk: "other", sk: "it", kind: "row" }, when: ABSENT })).toBe("refused")
  })
  await world.run()
})

test("a late write is applied after its caller has given it up", async () => {
  const world = open(1, { lateWrite: 1 })
  world.start("client", async ({ db }) => {
    await expect(db.write({ put: { ...counter, kind: "row" } })).rejects.toMatchObject({ name: "TimeoutError" })
    expect(await world.store.get(counter, true)).toBeUndefined()
  })
  await world.run()
  expect(await world.store.get(counter, true)).toBeDefined()
})

test("a throttled call is not applied", async () => {
  const world = open(1, { throttle: 1 })
  world.start("client", async ({ db }) => {
    await expect(db.write({ put: { ...counter, kind: "row" } })).rejects.toMatchObject({
      name: "ProvisionedThroughputExceededException",
    })
  })
  await world.run()
  expect(await world.store.get(counter, true)).toBeUndefined()
})

test("stale reads show the past, and only where reads are allowed to", async () => {
  const counts = { strong: new Set<unknown>(), eventual: new Set<unknown>(), index: new Set<unknown>() }
  const world = open(3, { staleRead: 0.5, staleIndex: 0.5 })
  world.start("client", async ({ db }) => {
    for (let count = 0; count < 40; count++) {
      await db.write({ update: counter, set: { count, gsi1pk: "feed", gsi1sk: "1" } })
      const { rows } = await db.query({ index: "gsi1", pk: "feed" })
      counts.strong.add(count - Number((await db.get(counter, { strong: true }))?.["count"]))
      counts.eventual.add(count - Number((await db.get(counter))?.["count"] ?? -1))
      counts.index.add(count - Number(rows[0]?.["count"] ?? -1))
    }
  })
  await world.run()
  expect([...counts.strong]).toEqual([0])
  expect(counts.eventual.size).toBeGreaterThan(5)
  expect(counts.index.size).toBeGreaterThan(5)
  expect(Math.min(...([...counts.eventual, ...counts.index] as number[]))).toBe(0)
})

test("short pages end early and lead on to the next", async () => {
  const world = open(5, { shortPage: 1 })
  world.start("client", async ({ db }) => {
    for (let nth = 0; nth < 20; nth++) await db.write({ put: { pk: "many", sk: String(nth), kind: "row" } })
    expect((await db.query({ pk: "many" })).rows.length).toBeLessThan(4)
    expect(await queryAll(db, { pk: "many" })).toHaveLength(20)
  })
  await world.run()
})

test("a stalled call lets everybody else go first", async () => {
  const order: string[] = []
  const world = open(2, { stall: 1 })
  world.start("stalled", async ({ db }) =>
    order.push(`stalled ${await db.write({ put: { ...counter, kind: "row" } })}`),
  )
  world.start("other", async (actor) => {
    for (let nth = 0; nth < 3; nth++) await actor.sleep(1)
    order.push("other")
  })
  await world.run()
  expect(order).toEqual(["other", "stalled done"])
})

describe("the stream", () => {
  const deliverAll = async (seed: number, faults: Partial<Faults>, failsOn?: string) => {
    const world = open(seed, faults)
    const told: string[] = []
    const reader = readStream(world, {
      name: "project",
      sees: ({ after }) => after.kind === "row",
      apply: async (changes, actor) => {
        for (const { after, sequence } of changes) {
          if (after.sk === failsOn) return sequence
          await actor.step(`tell ${after.pk}${after.sk}`, () => told.push(after.pk + after.sk))
        }
        return undefined
      },
      batchSizeMax: 5,
      retriesMax: 3,
    })
    world.start(
      "client",
      async ({ db }) => {
        for (let nth = 0; nth < 30; nth++)
          await db.write({
            put: { pk: "abc"[nth % 3]!, sk: String(nth).padStart(2, "0"), kind: nth % 10 === 9 ? "other" : "row" },
          })
      },
      { steady: true },
    )
    await world.run(reader.isDrained)
    return { told, reader, world }
  }
  const all = Array.from({ length: 30 }, (_, nth) => "abc"[nth % 3] + String(nth).padStart(2, "0"))
    .filter((_, nth) => nth % 10 !== 9)
    .sort()

  test("tells what the filter lets through, once and in the order of each partition", async () => {
    const { told } = await deliverAll(1, {})
    expect(told.toSorted()).toEqual(all)
    for (const pk of "abc")
      expect(told.filter((key) => key.startsWith(pk))).toEqual(all.filter((key) => key.startsWith(pk)))
  })
  test("tells everything at least once whatever fails, crashes and comes again", async () => {
    for (const seed of seeds(20)) {
      const { told, reader } = await deliverAll(seed, {
        crash: 0.03,
        throttle: 0.03,
        lostAnswer: 0.05,
        streamAgain: 0.5,
        stall: 0.1,
      })
      expect(reader.deadLetters).toEqual([])
      expect(new Set(told)).toEqual(new Set(all))
      expect(told.length).toBeGreaterThan(all.length)
    }
  })
  test("tells a batch a second time, however late", async () => {
    const { told } = await deliverAll(1, { streamAgain: 1 })
    expect(told.toSorted()).toEqual(all.flatMap((key) => [key, key]))
  })
  test("loses records for good when told to", async () => {
    const { told } = await deliverAll(1, { streamLost: 0.3 })
    expect(told.length).toBeLessThan(all.length)
  })
  test("gives up on the one record that always fails, and tells it when it is driven again", async () => {
    for (const seed of seeds(10)) {
      const { told, reader, world } = await deliverAll(seed, {}, "10")
      expect(told.toSorted()).toEqual(all.filter((key) => key !== "b10"))
      expect(reader.deadLetters.map((batch) => batch.map(({ after }) => after.sk))).toEqual([["10"]])
      reader.redrive()
      expect(reader.deadLetters).toEqual([])
      expect(reader.isDrained()).toBe(false)
      await world.run(reader.isDrained)
      expect(reader.deadLetters).toHaveLength(1)
    }
  })
})

test("an actor that waits for something unknown is named, and so is a livelock", async () => {
  const stuck = open(1)
  stuck.start("waiter", (actor) => actor.until(() => false))
  await expect(stuck.run()).rejects.toThrow("Stuck: waiter")
  const livelock = open(1, {}, 100)
  livelock.start("walker", async (actor) => {
    for (;;) await actor.sleep(10)
  })
  await expect(livelock.run()).rejects.toThrow("Livelock")
  const failing = open(1)
  failing.start("thrower", async () => {
    throw new Error("a bug")
  })
  await expect(failing.run()).rejects.toThrow("thrower failed")
})

test("the model's stream holds only what changed", async () => {
  const model = tableModel()
  await model.db.write({ put: { ...counter, kind: "row", ttl: 5 } })
  await model.db.write({ put: { ...counter, kind: "row", ttl: 5 } })
  model.expire(5)
  expect(model.records).toHaveLength(1)
  model.expire(6)
  expect(model.rows()).toEqual([])
  expect(changesIn(model.records)).toHaveLength(1)
})
