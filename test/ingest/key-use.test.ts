import { afterEach, expect, test, vi } from "vitest"
import { HOUR_MS, instant } from "#shared/time.ts"
import { noteUse } from "../../functions/ingest/key-use.ts"
import type { Db, Write } from "../../functions/table/db.ts"
import { type DoorKeyRow, ingestKeyAdded, ingestKeyOf, noteKeyUse } from "../../functions/table/ingest-key.ts"
import { tableModel } from "../sim/model.ts"

afterEach(() => vi.restoreAllMocks())

const AT_MS = Date.parse("2026-11-20T14:00:00.000Z")
const doorKey = (keyId: string) => ({ keyId, scope: "platform" }) as DoorKeyRow

/** A table that counts what is written to it. */
function counted(write: () => Promise<"done" | "refused">) {
  const written: Write[] = []
  const db = { write: (one: Write) => (written.push(one), write()) } as unknown as Db
  return { db, written }
}

test("a key's use is noted once an hour, each key for itself", () => {
  const { db, written } = counted(async () => "done")
  for (const ms of [0, 1, HOUR_MS - 1]) noteUse(db, doorKey("hourly"), instant(AT_MS + ms))
  expect(written).toHaveLength(1)
  noteUse(db, doorKey("another"), instant(AT_MS + 1))
  expect(written).toHaveLength(2)
  noteUse(db, doorKey("hourly"), instant(AT_MS + HOUR_MS))
  expect(written).toHaveLength(3)
})

test("a use that cannot be noted is a line in the log, and no error of the door", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {})
  const { db } = counted(() => Promise.reject(new Error("no table")))
  noteUse(db, doorKey("unlucky"), instant(AT_MS))
  await expect.poll(() => log.mock.calls.length).toBe(1)
  expect(JSON.parse(String(log.mock.calls[0]![0]))).toMatchObject({
    level: "WARN",
    keyId: "unlucky",
    error: "no table",
  })
})

test("an older use never stands over a newer one, and a key that is not there is not made by its use", async () => {
  const { db, rows } = tableModel()
  const [earlier, later] = [instant(AT_MS), instant(AT_MS + 1)]
  const createdBy = { name: "Ines", isStaff: true }
  const key = { keyId: "key_1", name: "Shop", scope: "platform", use: "events", prefix: "wbk_a" } as const
  await db.transact(ingestKeyAdded({ ...key, createdBy, createdAt: earlier }, "hash"))
  expect(await noteKeyUse(db, doorKey("key_1"), later)).toBe("done")
  expect(await noteKeyUse(db, doorKey("key_1"), earlier)).toBe("refused")
  expect((await ingestKeyOf(db, "platform", "key_1"))?.lastUsedAt).toBe(later)
  const before = rows().length
  expect(await noteKeyUse(db, doorKey("key_2"), later)).toBe("refused")
  expect(rows()).toHaveLength(before)
})
