import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { openBus } from "../../infra/local/bus.ts"
import { openDeadLetters } from "../../infra/local/dead-letters.ts"
import { type Delivery, openQueue, type Queue } from "../../infra/local/queue.ts"
import { openScheduler } from "../../infra/local/scheduler.ts"
import type { Store } from "../../infra/local/store.ts"
import { FUNCTIONS, type FunctionName } from "../../infra/functions.ts"
import type { Rule, ScheduleSpec } from "../../infra/river.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

let folder: TestFolder
let queues: Queue[] = []
beforeEach(() => {
  folder = testFolder()
})
afterEach(async () => {
  await Promise.all(queues.map((queue) => queue.stop()))
  queues = []
  folder.remove()
})

function open(store: Store, deliver: (delivery: Delivery) => Promise<void>, attemptsMax = 3): Queue {
  const queue = openQueue({ store, deadLetters: openDeadLetters(store), deliver, attemptsMax, backoffMs: () => 1 })
  queues.push(queue)
  return queue
}
/** Some function of the river; these tests call none. */
const clock = Object.keys(FUNCTIONS)[0] as FunctionName
const to = { function: clock }
const letter = (payload: unknown) => ({ source: "rule test", to, payload })

describe("the queue", () => {
  test("delivers what was accepted before a kill", async () => {
    open(folder.store(), async () => {}).add([letter(1), letter(2)])
    const got: unknown[] = []
    const after = open(folder.store(), async ({ payload }) => void got.push(payload))
    after.start()
    await expect.poll(() => got.sort()).toEqual([1, 2])
  })

  test("delivers again what was cut off, and not what was done", async () => {
    const store = folder.store()
    const begun: unknown[] = []
    const before = open(store, ({ payload }) => {
      begun.push(payload)
      return payload === "slow" ? new Promise(() => {}) : Promise.resolve()
    })
    before.start()
    await before.tried(before.add([letter("quick")]))
    before.add([letter("slow")])
    await expect.poll(() => begun).toEqual(["quick", "slow"])
    queues = []
    const got: unknown[] = []
    const after = open(folder.store(), async ({ payload }) => void got.push(payload))
    after.start()
    await expect.poll(() => got).toEqual(["slow"])
  })

  test("tries again, then sets aside with the error", async () => {
    const store = folder.store()
    let tries = 0
    const queue = open(store, async ({ payload }) => {
      tries += 1
      if (payload === "bad" || tries < 2) throw new Error("not now")
    })
    queue.start()
    queue.add([letter("good")])
    await expect.poll(() => tries).toBe(2)
    queue.add([letter("bad")])
    await expect
      .poll(() => openDeadLetters(store).all())
      .toMatchObject([{ source: "rule test", error: "Error: not now", payload: { to, payload: "bad" } }])
    expect(tries).toBe(5)
    await expect.poll(() => queue.isQuiet()).toBe(true)
  })
})

describe("the bus", () => {
  const rules: Rule[] = [
    {
      name: "exports",
      pattern: { source: ["watchbill"], "detail-type": ["export.requested"] },
      to: { workflow: "export" },
    },
    { name: "all", pattern: { source: [{ prefix: "watch" }] }, to: { function: clock } },
  ]
  const entry = {
    Source: "watchbill",
    DetailType: "export.requested",
    Detail: '{"exportId":"e1"}',
    EventBusName: "watchbill",
  }

  test("queues one delivery for every rule that matches, as EventBridge words it", () => {
    const added: Omit<Delivery, "id">[] = []
    const queue = { add: (deliveries: Omit<Delivery, "id">[]) => added.push(...deliveries) } as unknown as Queue
    const bus = openBus({ name: "watchbill", rules, queue })
    const [result] = bus.putEvents([entry])
    expect(result).toEqual({ EventId: expect.any(String) })
    expect(added.map(({ source, to: target }) => [source, target])).toEqual([
      ["rule exports", { workflow: "export" }],
      ["rule all", { function: clock }],
    ])
    expect(added[0]!.payload).toMatchObject({
      version: "0",
      source: "watchbill",
      "detail-type": "export.requested",
      detail: { exportId: "e1" },
      resources: [],
    })
  })

  test("another bus, and an entry that is wrong, reach nobody", () => {
    const queue = { add: () => expect.unreachable() } as unknown as Queue
    const bus = openBus({ name: "watchbill", rules, queue })
    expect(bus.putEvents([{ ...entry, EventBusName: "other" }])).toEqual([{ EventId: expect.any(String) }])
    expect(bus.putEvents([{ ...entry, Detail: "[]" }, { ...entry, Detail: "{" }, { Detail: "{}" }])).toMatchObject([
      { ErrorCode: "MalformedDetail" },
      { ErrorCode: "MalformedDetail" },
      { ErrorCode: "InvalidArgument" },
    ])
    expect(() => bus.putEvents([])).toThrow(expect.objectContaining({ name: "ValidationException" }))
  })

  test("a rule that EventBridge would refuse is refused at the start", () => {
    expect(() =>
      openBus({ name: "b", rules: [{ name: "x", pattern: { source: "x" }, to }] as never, queue: {} as Queue }),
    ).toThrow("rule x")
  })
})

describe("the scheduler", () => {
  const schedules: ScheduleSpec[] = [
    { name: "minutely", expression: "rate(1 minute)", zone: "UTC", to: clock, job: "close" },
    { name: "daily", expression: "cron(35 2 * * ? *)", zone: "UTC", to: clock, job: "seal" },
  ]
  const at = (time: string) => Date.parse(`2026-11-${time}Z`)

  /** What a scheduler queues when it looks at an instant. */
  function look(store: Store, nowMs: number): unknown[] {
    const added: unknown[] = []
    const queue = {
      add(deliveries: Omit<Delivery, "id">[], alongside: () => void) {
        added.push(...deliveries.map(({ payload }) => payload))
        alongside()
        return []
      },
    } as unknown as Queue
    const scheduler = openScheduler({ schedules, store, queue, nowMs: () => nowMs })
    scheduler.start()
    scheduler.stop()
    return added
  }

  test("a first start fires nothing, a later one the last time missed, once", () => {
    const store = folder.store()
    expect(look(store, at("20T12:00:30"))).toEqual([])
    const missed = [
      { job: "close", scheduledAt: "2026-11-22T08:00:00.000Z" },
      { job: "seal", scheduledAt: "2026-11-22T02:35:00.000Z" },
    ]
    expect(look(store, at("22T08:00:10"))).toEqual(missed)
    expect(look(store, at("22T08:00:20"))).toEqual([])
    expect(look(folder.store(), at("22T08:01:00"))).toEqual([{ job: "close", scheduledAt: "2026-11-22T08:01:00.000Z" }])
  })

  test("moving the clock fires each schedule at most once, in the order of their times, and waits for them", async () => {
    const store = folder.store()
    const got: unknown[] = []
    const queue = open(store, async ({ payload }) => void got.push(payload))
    queue.start()
    const scheduler = openScheduler({ schedules, store, queue })
    const fired = await scheduler.fireBetween(at("20T12:00:30"), at("22T08:00:10"))
    expect(fired).toEqual([
      { name: "daily", scheduledAt: "2026-11-22T02:35:00.000Z" },
      { name: "minutely", scheduledAt: "2026-11-22T08:00:00.000Z" },
    ])
    expect(got).toEqual([
      { job: "seal", scheduledAt: "2026-11-22T02:35:00.000Z" },
      { job: "close", scheduledAt: "2026-11-22T08:00:00.000Z" },
    ])
    expect(await scheduler.fireBetween(at("22T08:00:10"), at("22T08:00:50"))).toEqual([])
  })
})
