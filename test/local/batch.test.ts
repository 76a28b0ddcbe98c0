import { describe, expect, test } from "vitest"
import { deliver, type Mapping } from "../../infra/local/streams/batch.ts"
import { isFor } from "../../infra/local/streams/filter.ts"
import type { StreamRecord } from "../../infra/local/streams/log.ts"

const record = (
  sequence: number,
  more: Partial<StreamRecord> = {},
  images: object = { NewImage: { kind: { S: "fact" } } },
) =>
  ({
    eventName: "INSERT",
    dynamodb: { SequenceNumber: String(sequence), Keys: {}, ...images },
    ...more,
  }) as unknown as StreamRecord
const records = (count: number) => Array.from({ length: count }, (_, place) => record(place + 1))
const numbers = (batch: readonly StreamRecord[]) => batch.map((it) => Number(it.dynamodb.SequenceNumber))

/** Delivers to a function that is told what came; answers what it got and what was said of the records. */
async function delivered(count: number, invoke: (batch: number[]) => unknown, retriesMax = 2) {
  const got: number[][] = []
  const dead: number[] = []
  const done: number[] = []
  const mapping: Mapping = {
    retriesMax,
    async invoke(batch) {
      got.push(numbers(batch))
      return invoke(numbers(batch))
    },
    onDone: (it) => done.push(Number(it.dynamodb.SequenceNumber)),
    onDead: (it) => dead.push(Number(it.dynamodb.SequenceNumber)),
    pause: async () => {},
  }
  await deliver(records(count), mapping)
  return { got, dead, done }
}
const failed = (...sequences: number[]) => ({
  batchItemFailures: sequences.map((it) => ({ itemIdentifier: String(it) })),
})
/** Throws so often, then answers. */
const throwing = (times: number) => () => {
  if (times-- > 0) throw new Error("outage")
}

describe("delivering a batch", () => {
  test("what works is delivered once", async () => {
    expect(await delivered(3, () => null)).toEqual({ got: [[1, 2, 3]], dead: [], done: [3] })
  })

  test("a short outage is waited out with the batch whole", async () => {
    expect(await delivered(3, throwing(2))).toEqual({
      got: [
        [1, 2, 3],
        [1, 2, 3],
        [1, 2, 3],
      ],
      dead: [],
      done: [3],
    })
  })

  test("what is said to be done does not come again; the first failed item and all after it do", async () => {
    const answers = [failed(3, 4), null]
    expect(await delivered(5, () => answers.shift())).toEqual({
      got: [
        [1, 2, 3, 4, 5],
        [3, 4, 5],
      ],
      dead: [],
      done: [2, 5],
    })
  })

  test("a bad record is found by halving, set aside alone, and the others are delivered in order", async () => {
    const { got, dead, done } = await delivered(8, (batch) => {
      if (batch.includes(5)) throw new Error("bad record")
    })
    expect(dead).toEqual([5])
    expect(done).toEqual([...done].sort((a, b) => a - b))
    expect(done.at(-1)).toBe(8)
    const good = got.filter((batch) => !batch.includes(5)).flat()
    expect(good).toEqual([1, 2, 3, 4, 6, 7, 8])
    expect(got.filter((batch) => batch.length === 1 && batch[0] === 5)).toHaveLength(3)
  })

  test("a record that is always reported is set aside too", async () => {
    const { dead, done } = await delivered(4, (batch) => (batch.includes(2) ? failed(2) : null))
    expect({ dead, last: done.at(-1) }).toEqual({ dead: [2], last: 4 })
  })

  test("a report of an item nobody sent counts as a failure of the whole", async () => {
    const answers = [failed(99), null]
    expect(await delivered(2, () => answers.shift())).toEqual({
      got: [
        [1, 2],
        [1, 2],
      ],
      dead: [],
      done: [2],
    })
  })

  test("a stop leaves the rest undone", async () => {
    const done: number[] = []
    const mapping: Mapping = {
      retriesMax: 5,
      invoke: throwing(9) as unknown as Mapping["invoke"],
      onDone: (it) => done.push(Number(it.dynamodb.SequenceNumber)),
      onDead: () => done.push(-1),
      pause: () => Promise.reject(new Error("stops")),
    }
    await expect(deliver(records(2), mapping)).rejects.toThrow("stops")
    expect(done).toEqual([])
  })
})

describe("a reader's filter", () => {
  const reader = { kinds: ["fact", "delivery"] }
  const image = (kind: string, value = "1") => ({ kind: { S: kind }, value: { N: value } })

  test.each([
    ["an insert of its kind", record(1), true],
    ["an insert of another kind", record(1, {}, { NewImage: image("cube") }), false],
    ["a change", record(1, { eventName: "MODIFY" }, { NewImage: image("fact", "2"), OldImage: image("fact") }), true],
    [
      "a put that changed nothing",
      record(1, { eventName: "MODIFY" }, { NewImage: image("fact"), OldImage: image("fact") }),
      false,
    ],
    ["a removal", record(1, { eventName: "REMOVE" }, { OldImage: image("fact") }), false],
    ["a row without a kind", record(1, {}, { NewImage: {} }), false],
  ])("%s", (_says, it, isSeen) => {
    expect(isFor(reader, it)).toBe(isSeen)
  })
})
