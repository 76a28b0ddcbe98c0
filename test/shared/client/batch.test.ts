import fc from "fast-check"
import { expect, test } from "vitest"
import {
  BATCH_BYTES_MAX,
  BATCH_EVENTS_MAX,
  batchOf,
  EVENT_BYTES_MAX,
  isFull,
  type Waiting,
} from "#shared/client/batch.ts"
import { askedMs, delayMs } from "#shared/client/delay.ts"
import { BODY_BYTES_MAX, EVENTS_MAX } from "../../../functions/ingest/events-body.ts"

const waiting = (bytes: number): Waiting => ({ json: "x".repeat(bytes), bytes })
const bodyOf = (batch: readonly Waiting[]) => `[${batch.map(({ json }) => json).join(",")}]`

test("what the client sends at once is what the door takes at once", () => {
  expect([BATCH_EVENTS_MAX, BATCH_BYTES_MAX]).toEqual([EVENTS_MAX, BODY_BYTES_MAX])
})

test("a batch is as many of the first events as the door takes, and at least one", () => {
  const sizes = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: EVENT_BYTES_MAX }))
  fc.assert(
    fc.property(fc.array(sizes, { minLength: 1, maxLength: 700, size: "max" }), (bytes) => {
      const queue = bytes.map(waiting)
      const batch = batchOf(queue)
      expect(batch).toEqual(queue.slice(0, batch.length))
      expect(batch.length).toBeGreaterThan(0)
      expect(batch.length).toBeLessThanOrEqual(BATCH_EVENTS_MAX)
      expect(bodyOf(batch).length).toBeLessThanOrEqual(BATCH_BYTES_MAX)
      const next = queue[batch.length]
      if (next && batch.length < BATCH_EVENTS_MAX)
        expect(bodyOf([...batch, next]).length).toBeGreaterThan(BATCH_BYTES_MAX)
    }),
    { numRuns: 60, seed: 20_261_121 },
  )
  expect(batchOf([waiting(EVENT_BYTES_MAX), waiting(1)])).toHaveLength(1)
  expect(batchOf(Array.from({ length: 501 }, () => waiting(9)))).toHaveLength(500)
})

test("a queue is full when nothing more would go with it", () => {
  const full = (sizes: readonly number[]) =>
    isFull(
      sizes.map(waiting),
      sizes.reduce((sum, size) => sum + size, 0),
    )
  expect(full([1, 2])).toBe(false)
  expect(full(Array.from({ length: 500 }, () => 1))).toBe(true)
  expect(full([EVENT_BYTES_MAX])).toBe(true)
  expect(full([EVENT_BYTES_MAX - 1])).toBe(false)
})

test("waits twice as long each time, up to half a minute, less up to a half by chance", () => {
  expect([0, 1, 2, 3, 6, 7, 2_000].map((nth) => delayMs(nth, 0, 0))).toEqual([
    500, 1_000, 2_000, 4_000, 30_000, 30_000, 30_000,
  ])
  expect(delayMs(1, 0, 1)).toBe(500)
})

test("never sends again sooner than it was asked to, and never waits longer than five minutes for it", () => {
  fc.assert(
    fc.property(
      fc.nat(20),
      fc.integer({ min: 0, max: 300_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (...told) => {
        expect(delayMs(...told)).toBeGreaterThanOrEqual(told[1])
      },
    ),
  )
  expect(delayMs(0, 86_400_000, 0)).toBe(300_000)
})

test.each<[string | null, number]>([
  [null, 0],
  ["5", 5_000],
  [" 120 ", 120_000],
  ["Fri, 20 Nov 2026 14:02:07 GMT", 7_000],
  ["Fri, 20 Nov 2026 14:01:00 GMT", 0],
  ["soon", 0],
])("retry-after: %s asks for %i ms", (header, ms) => {
  expect(askedMs(header, Date.parse("2026-11-20T14:02:00Z"))).toBe(ms)
})
