import { setTimeout as pause } from "node:timers/promises"
import { afterEach, describe, expect, test, vi } from "vitest"
import { type ClientOptions, createClient, type Told } from "#shared/client/client.ts"
import { type Mood, type MoodyDoor, openMoodyDoor } from "./moody-door.ts"

const ends: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

async function openBoth(options: Partial<ClientOptions> = {}, answerAfterMs = 0) {
  const door = await openMoodyDoor(answerAfterMs)
  const told: (Told & { what: string })[] = []
  const watchbill = createClient({
    url: door.url,
    key: "wbk_test",
    source: "test",
    waitMs: 30,
    onRejected: (one) => told.push({ what: "rejected", ...one }),
    onDropped: (one) => told.push({ what: "dropped", ...one }),
    ...options,
  })
  ends.push(door.stop, () => watchbill.close(0))
  const send = (nth: number | string) => watchbill.send("record.created", { model: "Job", id: `job_${nth}` })
  return { door, told, watchbill, send }
}
/** That the door keeps these events and no other. */
const expectKept = (door: MoodyDoor, ids: readonly string[]) => {
  expect([...door.kept].sort()).toEqual([...ids].sort())
}
const none = { accepted: 0, duplicates: 0, rejected: 0, dropped: 0, waiting: 0 }

describe("events go together", () => {
  test("after a short wait, packed, with a name and a time of their own", async () => {
    const { door, watchbill, send } = await openBoth({ waitMs: 100 })
    const ids = [1, 2, 3].map(send)
    expect(watchbill.counts()).toEqual({ ...none, waiting: 3 })
    expect(door.requests).toHaveLength(0)
    await vi.waitFor(() => expect(watchbill.counts()).toEqual({ ...none, accepted: 3 }))
    expect(door.requests).toMatchObject([{ ids, headers: { authorization: "Bearer wbk_test" } }])
    expect(new Set(ids).size).toBe(3)
  })

  test("at once when a batch is full, by number or by bytes, and one request at a time", async () => {
    const { door, watchbill, send } = await openBoth({ waitMs: 60_000 }, 50)
    const ids = Array.from({ length: 1_100 }, (_, nth) => send(nth))
    await vi.waitFor(() => expect(watchbill.counts().accepted).toBe(1_000))
    expect(door.requests.map((request) => request.ids.length)).toEqual([500, 500])
    for (let nth = 0; nth < 3; nth++) ids.push(send("x".repeat(100_000)))
    await vi.waitFor(() => expect(door.requests).toHaveLength(3))
    expect(await Promise.all([watchbill.flush(), watchbill.flush()])).toEqual(["done", "done"])
    expect(door.requests.flatMap((request) => request.ids)).toEqual(ids)
    expectKept(door, ids)
    expect(door.openMax()).toBe(1)
  })

  test("unpacked if asked", async () => {
    const { door, watchbill, send } = await openBoth({ gzip: false })
    send("x".repeat(5_000))
    await watchbill.flush()
    expect(door.requests[0]?.headers["content-encoding"]).toBeUndefined()
  })
})

describe("an event is sent until it is answered for, and is the same event each time", () => {
  const moods: [string, Mood][] = [
    ["is lost", "lost"],
    ["is kept and the answer lost", "answerLost"],
    ["is kept and the answer cut off", "answerCut"],
    ["gets no answer in time", "silent"],
    ...[408, 429, 500, 502, 503, 504].map((status): [string, Mood] => [`is answered ${status}`, { status }]),
  ]
  test.each(moods)("when a request %s", async (_, mood) => {
    const { door, watchbill, send, told } = await openBoth({ timeoutMs: 200 })
    door.next(mood, mood)
    const ids = [1, 2].map(send)
    expect(await watchbill.flush()).toBe("done")
    expect(door.requests.map((request) => request.ids)).toEqual([ids, ids, ids])
    expectKept(door, ids)
    const { accepted, duplicates } = watchbill.counts()
    expect(accepted + duplicates).toBe(2)
    expect(told).toEqual([])
  })

  test("not before the time that the console asks for", async () => {
    const { door, watchbill, send } = await openBoth()
    door.next({ status: 429, retryAfter: "2" })
    send(1)
    await watchbill.flush()
    expect(door.requests[1]!.atMs - door.requests[0]!.atMs).toBeGreaterThanOrEqual(1_950)
  })

  test("and what comes meanwhile goes with the next batch", async () => {
    const { door, watchbill, send } = await openBoth()
    door.next({ status: 503 })
    const first = send(1)
    await vi.waitFor(() => expect(door.requests).toHaveLength(1))
    const more = [2, 3].map(send)
    await vi.waitFor(() => expect(watchbill.counts().accepted).toBe(3), { timeout: 5_000 })
    expect(door.requests.map(({ ids }) => ids)).toEqual([[first], [first], more])
  })
})

describe("what is not kept is told", () => {
  test("each rejected event with its reason, and the others are kept", async () => {
    const { watchbill, send, told } = await openBoth()
    send(1)
    const bad = watchbill.send("bad" as "record.created", { model: "Job", id: "1" })
    send(2)
    await watchbill.flush()
    expect(told).toEqual([
      {
        what: "rejected",
        reason: "type: bad",
        event: expect.objectContaining({ id: bad, type: "bad", source: "test" }),
      },
    ])
    expect(watchbill.counts()).toEqual({ ...none, accepted: 2, rejected: 1 })
  })

  test("the newest events when too many wait already", async () => {
    const { door, watchbill, send, told } = await openBoth({ queueMax: 3 })
    const ids = [1, 2, 3, 4, 5].map(send)
    expect(told.map(({ event }) => event.id)).toEqual(ids.slice(3))
    await watchbill.flush()
    expectKept(door, ids.slice(0, 3))
    expect(watchbill.counts()).toEqual({ ...none, accepted: 3, dropped: 2 })
    send(6)
    await watchbill.flush()
    expect(watchbill.counts().accepted).toBe(4)
  })

  test.each([301, 400, 401, 404, 413, 415])("a batch that is answered %i, which is not sent again", async (status) => {
    const { door, watchbill, send, told } = await openBoth()
    door.next({ status })
    const ids = [1, 2].map(send)
    expect(await watchbill.flush()).toBe("done")
    expect(door.requests).toHaveLength(1)
    expect(told.map(({ event }) => event.id)).toEqual(ids)
    expect(told[0]).toMatchObject({ what: "dropped", reason: `the console answered ${status} not now` })
    expect(watchbill.counts()).toEqual({ ...none, dropped: 2 })
  })

  test("what no request can hold, and what no JSON can say", async () => {
    const { door, watchbill, told } = await openBoth()
    const circle: Record<string, unknown> = { model: "Job", id: "1" }
    circle["itself"] = circle
    for (const more of [{ note: "x".repeat(300_000) }, circle, { note: 1n }])
      watchbill.send("record.created", { model: "Job", id: "1", ...more })
    const reasons = ["larger than 256 KB", "its data cannot be said in JSON", "its data cannot be said in JSON"]
    expect(told.map(({ reason }) => reason)).toEqual(reasons)
    expect(await watchbill.flush()).toBe("done")
    expect(door.requests).toHaveLength(0)
  })

  test("to callbacks that may throw", async () => {
    const says = vi.spyOn(console, "error").mockImplementation(() => {})
    const fails = () => {
      throw new Error("not my day")
    }
    const { door, watchbill, send } = await openBoth({ onDropped: fails, onRejected: fails, queueMax: 1 })
    watchbill.send("bad" as "record.created", { model: "Job", id: "1" })
    send(1)
    await watchbill.flush()
    const id = send(2)
    await watchbill.flush()
    expectKept(door, [id])
    expect(says).toHaveBeenCalledTimes(2)
    says.mockRestore()
  })

  test("to the console when nobody else listens", async () => {
    const says = vi.spyOn(console, "warn").mockImplementation(() => {})
    const { send } = await openBoth({ onDropped: undefined as never, queueMax: 0 })
    send(1)
    expect(says).toHaveBeenCalledWith(
      expect.stringMatching(/^watchbill: record\.created \S+ was dropped: 0 events wait/),
    )
    says.mockRestore()
  })
})

describe("the end", () => {
  test("a flush says when time ran out, and later that it is done", async () => {
    const { door, watchbill, send } = await openBoth()
    door.next({ status: 503, retryAfter: "1" })
    send(1)
    expect(await watchbill.flush(100)).toBe("waiting")
    expect(watchbill.counts().waiting).toBe(1)
    expect(await watchbill.flush()).toBe("done")
    expect(await watchbill.flush()).toBe("done")
  })

  test("close sends what waits, and takes no more", async () => {
    const { door, watchbill, send, told } = await openBoth({ waitMs: 60_000 })
    const ids = [1, 2].map(send)
    await watchbill.close()
    expectKept(door, ids)
    const late = send(3)
    expect(told).toMatchObject([{ reason: "the client is closed", event: { id: late } }])
    expect(watchbill.counts()).toEqual({ ...none, accepted: 2, dropped: 1 })
  })

  test("close drops in time what cannot be sent, the request under way too", async () => {
    const { door, watchbill, send, told } = await openBoth({ timeoutMs: 300 })
    door.next("silent")
    const id = send(1)
    const from = performance.now()
    await watchbill.close(100)
    expect(performance.now() - from).toBeLessThan(2_000)
    expect(told).toMatchObject([{ what: "dropped", event: { id } }])
    await pause(1_200)
    expect(door.requests).toHaveLength(1)
  })

  test("close tries once more at once, however long it would have waited", async () => {
    const { door, watchbill, send } = await openBoth()
    door.next({ status: 503, retryAfter: "60" })
    const id = send(1)
    await vi.waitFor(() => expect(door.requests).toHaveLength(1))
    await pause(50)
    await watchbill.close(2_000)
    expectKept(door, [id])
  })
})

test.each<[Partial<ClientOptions>, RegExp]>([
  [{ url: "localhost:4400" }, /^url: /],
  [{ url: "http://localhost:4400/v1/events" }, /^url: /],
  [{ key: "" }, /^key: /],
  [{ key: "wbk_a\nb" }, /^key: /],
  [{ source: "" }, /^source: /],
])("%o makes no client", (wrong, says) => {
  const right = { url: "http://localhost:4400/", key: "wbk_local", source: "test" }
  expect(() => createClient({ ...right, ...wrong })).toThrow(says)
})
