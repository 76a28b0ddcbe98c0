import { marshall } from "@aws-sdk/util-dynamodb"
import { describe, expect, test } from "vitest"
import { publish } from "../../functions/publish/index.ts"
import type { Db, Row, Update, Write } from "../../functions/table/db.ts"
import {
  ATTEMPTS_MAX,
  type DeliveryRow,
  keepDelivery,
  putOffDelivery,
  settleDelivery,
} from "../../functions/table/delivery.ts"
import { saveDeliveryState } from "../../functions/table/delivery-state.ts"
import { filtersOf } from "../../infra/river/stream.ts"
import { READERS } from "../../infra/river.ts"

type Pattern = { [field: string]: Pattern | readonly (string | { exists: boolean })[] }

/** EventBridge's matching, as far as our filters go: a value of a list, presence, absence. */
function matches(pattern: Pattern, value: unknown): boolean {
  return Object.entries(pattern).every(([field, rule]) => {
    const found = (value as Record<string, unknown> | undefined)?.[field]
    if (!Array.isArray(rule)) return matches(rule as Pattern, found)
    return rule.some((wanted) =>
      typeof wanted === "string" ? found === wanted : wanted.exists === (found !== undefined),
    )
  })
}

const wakes = (to: string, row: Row): boolean => {
  const reader = READERS.find((it) => it.to === to)!
  const image = marshall(row, { removeUndefinedValues: true })
  return filtersOf(reader).some(({ pattern }) =>
    matches(JSON.parse(pattern) as Pattern, { dynamodb: { NewImage: image } }),
  )
}

/** A table that remembers what was written to it, and answers that there is nothing yet. */
function notebook() {
  const written: Write[] = []
  const db = {
    get: async () => undefined,
    getMany: async () => [],
    query: async () => ({ rows: [] }),
    write: async (write: Write) => {
      written.push(write)
      return "done" as const
    },
    change: async (update: Update) => {
      written.push(update)
      return { ...update.update, version: 1, kind: "", ...update.set } as Row
    },
    transact: async (writes: readonly Write[]) => {
      written.push(...writes)
      return "done" as const
    },
  } as Db
  return { db, written }
}

/** The row as it stands after a write. */
function after(row: Row | undefined, write: Write | undefined): Row {
  if (write && "put" in write) return write.put
  const update = write as Update
  const next = { ...update.init, ...row, ...update.update, ...update.set } as Row
  for (const field of update.drop ?? []) delete next[field]
  return next
}

const at = "2026-11-20T10:00:00.000Z"

async function keptDelivery(): Promise<DeliveryRow> {
  const { db, written } = notebook()
  await keepDelivery(db, {
    provider: "stripe",
    deliveryId: "evt_1",
    type: "invoice.paid",
    about: "invoice.paid in_1",
    sizeBytes: 2,
    receivedAt: at,
    packed: new Uint8Array([1]),
  })
  return after(undefined, written[0]) as DeliveryRow
}

describe("what a reader of the stream writes does not wake it again", () => {
  test("the projector sees a delivery when it is kept", async () => {
    expect(wakes("project", await keptDelivery())).toBe(true)
  })

  test.each([
    ["put off", 0],
    ["parked", ATTEMPTS_MAX - 1],
  ])("a delivery that was %s waits for the clock", async (_word, attempts) => {
    const row = { ...(await keptDelivery()), attempts }
    const { db, written } = notebook()
    await putOffDelivery(db, row, "no such price", at)
    expect(wakes("project", after(row, written[0]))).toBe(false)
  })

  test("an applied delivery rests", async () => {
    const row = await keptDelivery()
    const { db, written } = notebook()
    await settleDelivery(db, row, 1)
    expect(wakes("project", after(row, written[0]))).toBe(false)
  })

  test("what became of a delivery wakes the publisher only", async () => {
    const { db, written } = notebook()
    await saveDeliveryState(db, {
      provider: "stripe",
      deliveryId: "evt_1",
      receivedAt: at,
      status: "applied",
      attempts: 1,
    } as never)
    expect(wakes("project", after(undefined, written[0]))).toBe(false)
    expect(wakes("publish", after(undefined, written[0]))).toBe(true)
  })

  test("the publisher's own rows wake nobody", async () => {
    const { db, written } = notebook()
    const change = {
      sequence: "1",
      before: undefined,
      after: { pk: "a", sk: "b", kind: "organization", organizationId: "org_1" },
    }
    await publish({ db, announce: async () => {}, post: async () => "gone" }, [change])
    expect(written.length).toBeGreaterThan(0)
    for (const write of written) {
      expect(wakes("publish", after(undefined, write))).toBe(false)
      expect(wakes("project", after(undefined, write))).toBe(false)
    }
  })

  test("a removal wakes nobody", () => {
    for (const reader of READERS)
      for (const { pattern } of filtersOf(reader))
        expect(matches(JSON.parse(pattern) as Pattern, { dynamodb: { OldImage: {} } })).toBe(false)
  })
})
