import { marshall } from "@aws-sdk/util-dynamodb"
import { describe, expect, test } from "vitest"
import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import { TOPIC_OF_KIND } from "#shared/cube/shown.ts"
import { publish } from "../../functions/publish/index.ts"
import { topicsOf } from "../../functions/publish/topics.ts"
import { clearDue, controlKey, cubeKey, mark } from "../../functions/table/bucket.ts"
import type { Db, Row, TransactWrite, Update, Write } from "../../functions/table/db.ts"
import {
  ATTEMPTS_MAX,
  type DeliveryRow,
  keepDelivery,
  putOffDelivery,
  settleDelivery,
} from "../../functions/table/delivery.ts"
import { saveDeliveryState } from "../../functions/table/delivery-state.ts"
import { ingestKeyAdded } from "../../functions/table/ingest-key.ts"
import { raiseSpend, spendAlertAdded } from "../../functions/table/spend-alert.ts"
import { filtersOf } from "../../infra/river/stream.ts"
import { isFor } from "../../infra/local/streams/filter.ts"
import { READERS } from "../../infra/river.ts"

type Rule = string | { exists: boolean } | { prefix: string }
type Pattern = { [field: string]: Pattern | readonly Rule[] }

/** EventBridge's matching, as far as our filters go: a value of a list, the beginning of one, presence, absence. */
function matches(pattern: Pattern, value: unknown): boolean {
  return Object.entries(pattern).every(([field, rule]) => {
    const found = (value as Record<string, unknown> | undefined)?.[field]
    if (!Array.isArray(rule)) return matches(rule as Pattern, found)
    return (rule as readonly Rule[]).some((wanted) => {
      if (typeof wanted === "string") return found === wanted
      return "prefix" in wanted ? String(found).startsWith(wanted.prefix) : wanted.exists === (found !== undefined)
    })
  })
}

const wakes = (to: string, row: Row): boolean => {
  const reader = READERS.find((it) => it.to === to)!
  const NewImage = marshall(row, { removeUndefinedValues: true })
  const dynamodb = { Keys: marshall({ pk: row.pk, sk: row.sk }), NewImage }
  const onAws = filtersOf(reader).some(({ pattern }) => matches(JSON.parse(pattern) as Pattern, { dynamodb }))
  expect(isFor(reader, { eventName: "INSERT", dynamodb } as never)).toBe(onAws)
  return onAws
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

  test("of an ingest key the publisher sees what people see of it, not what the door asks for", async () => {
    const key = { keyId: "key_1", name: "Shop", scope: "org_1", use: "events", prefix: "wbk_a" } as const
    const made = { ...key, createdBy: { name: "Ines", isStaff: true }, createdAt: at }
    const writes = ingestKeyAdded(made, "hash", { requestHash: "request", askedHash: "asked" })
    const rows = writes.map((write) => after(undefined, write as Write))
    expect(rows.filter((row) => wakes("publish", row)).map(({ kind }) => kind)).toEqual(["ingestKeyListed"])
    expect(rows.flatMap(topicsOf)).toEqual(["ingestKeys", "organization:org_1"])
    for (const row of rows) expect(wakes("project", row)).toBe(false)
  })

  test("of spend alerts the publisher sees what is watched and what was raised, not when to look again", async () => {
    const createdBy = { name: "Ines", isStaff: true }
    const alert = { alertId: "a", name: null, project: null, kind: "day", amountMicros: 1, createdBy } as const
    const made = spendAlertAdded("org_1", { ...alert, createdAt: at, askedHash: "asked" }, at)
    const raised = { ...alert, period: "2026-11-20", spentMicros: 2, limitMicros: 1, raisedAt: at }
    const { db, written } = notebook()
    const transact = async (writes: readonly TransactWrite[]) => {
      written.push(...(writes as Write[]))
      return "done" as const
    }
    await raiseSpend({ ...db, transact }, "org_1", raised, at)
    const rows = [...made, written[0]!].map((write) => after(undefined, write as Write))
    expect(rows.filter((row) => wakes("publish", row)).map(({ kind }) => kind)).toEqual(["spendAlert", "spendRaised"])
    expect(rows.flatMap(topicsOf)).toEqual(["organization:org_1", "organization:org_1"])
    for (const row of rows) expect(wakes("project", row)).toBe(false)
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

describe("the publisher is woken by what changes a figure that a page shows", () => {
  const bucket = (kind: string, scope: string) => ({ kind, scope, level: "hour", zone: "", start: "x" }) as const
  const scopes = (lanes: number) => (lanes > 0 ? ["platform", "platform.03", "org_1"] : ["platform"])
  const cases = [...CUBE_KINDS.values()].flatMap(({ name, lanes }) =>
    scopes(lanes).map((scope) => [name, scope, lanes] as const),
  )

  test.each(cases)("%s of %s", async (name, scope, lanes) => {
    const { db, written } = notebook()
    await mark(db, bucket(name, scope), at)
    const control = after(undefined, written[0])
    await clearDue(db, bucket(name, scope), 1)
    const cube = { ...cubeKey(bucket(name, scope)), kind: "cube" }
    const isFoldedAlone = lanes === 0 || scope === "platform"
    const hasPage = TOPIC_OF_KIND.has(name)
    const isShown = hasPage && (isFoldedAlone || ["sessions", "generations"].includes(name))
    expect(wakes("publish", control)).toBe(isShown)
    expect(wakes("publish", after(control, written[1]))).toBe(false)
    expect(wakes("publish", cube)).toBe(hasPage && isFoldedAlone && lanes > 0)
    expect(topicsOf({ ...controlKey(bucket(name, scope)), kind: "control" })).toHaveLength(hasPage ? 1 : 0)
  })

  test.each(READERS.find(({ to }) => to === "publish")!.kinds)("%s is news for somebody", (kind) => {
    expect(topicsOf({ pk: "cube#signups#platform#hour#", sk: "x~c", kind }).length).toBeGreaterThan(0)
  })
})
