import { beforeEach, describe, expect, test } from "vitest"
import { announcementOf, publish } from "../../functions/publish/index.ts"
import type { Change } from "../../functions/runtime/stream.ts"
import type { Db, Key, Row, Write } from "../../functions/table/db.ts"

const removed: Key[] = []
const posted: string[] = []
const announced: number[] = []
beforeEach(() => {
  for (const list of [removed, posted, announced]) list.length = 0
})

/** A table in which four connections listen to everything, and one of them to two topics. */
const db = {
  get: async () => ({ pk: "socket#gone", sk: "connection", kind: "socket", topics: ["exports", "audit"] }),
  query: async ({ pk }: { pk: string }) => ({
    rows: ["refused", "gone", "late", "fine"].map((connectionId): Row => {
      return { pk, sk: `socket#${connectionId}`, kind: "listener", connectionId }
    }),
  }),
  change: async () => ({ pk: "", sk: "", kind: "topic", version: 7 }),
  write: async (write: Write) => {
    if ("remove" in write) removed.push(write.remove)
    return "done"
  },
} as unknown as Db

const ports = {
  db,
  announce: async (entries: readonly unknown[]) => void announced.push(entries.length),
  post: async (connectionId: string, message: unknown) => {
    if (connectionId === "refused") throw new Error("403 Forbidden")
    if (connectionId === "late") throw new Error("The operation was aborted due to timeout")
    if (connectionId === "gone") return "gone" as const
    posted.push(JSON.stringify(message))
    return "sent" as const
  },
}
const requested = (nth: number): Change => ({
  sequence: String(nth),
  before: undefined,
  after: { pk: `export#${nth}`, sk: "export", kind: "export", exportId: String(nth), status: "requested" },
})

describe("telling open pages is a courtesy", () => {
  test("connections that answer badly hold nobody up; one that is gone is forgotten", async () => {
    await publish(ports, [requested(1)])
    expect(announced).toEqual([1])
    expect(posted).toEqual(['{"topic":"exports","version":7}'])
    expect(removed.map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([
      "topic#exports socket#gone",
      "topic#audit socket#gone",
      "socket#gone connection",
    ])
  })

  test("a table that does not say who listens fails nothing either", async () => {
    const query = async () => {
      throw new Error("ProvisionedThroughputExceededException")
    }
    await publish({ ...ports, db: { ...db, query } }, [requested(1)])
    expect(announced).toEqual([1])
  })

  test("the bus is asked again, and takes ten at once", async () => {
    await publish(
      ports,
      Array.from({ length: 23 }, (_, nth) => requested(nth)),
    )
    expect(announced).toEqual([10, 10, 3])
    const announce = async () => {
      throw new Error("1 announcements were not taken by the bus")
    }
    await expect(publish({ ...ports, announce }, [requested(1)])).rejects.toThrow("not taken")
  })
})

test("that the product is wanted is announced once, when it is wanted, and not again when it is asked", () => {
  const after: Row = { pk: "dispute#live#dp_1", sk: "product", kind: "productUsage", state: "waiting", attempts: 0 }
  expect(announcementOf({ sequence: "1", before: undefined, after })).toEqual({
    ...{ type: "productUsage.wanted", detail: {} },
  })
  expect(announcementOf({ sequence: "2", before: after, after: { ...after, attempts: 1 } })).toBeUndefined()
})
