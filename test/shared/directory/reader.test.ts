import type { PageQuery } from "#shared/directory/query.ts"
import { instant } from "#shared/time.ts"
import { describe, expect, test } from "vitest"
import { append, newestSnapshot } from "../../../functions/table/change-list.ts"
import { openDirectory } from "../../../functions/table/directory.ts"
import { build, rebuild, tend } from "../../../functions/table/directory-build.ts"
import { getSnapshot, snapshotFile } from "../../../functions/table/directory-file.ts"
import type { Files } from "../../../functions/table/files.ts"
import { tableModel } from "../../sim/model.ts"
import { BOATS, type Boat } from "./rows.ts"

const all: PageQuery = { sort: "name", order: "asc", limit: 100, masked: false }

function quay() {
  const table = tableModel()
  const folder = new Map<string, Uint8Array>()
  /** What happens, once, just before the next file is read or written. */
  const before: { get?: () => Promise<unknown>; put?: () => Promise<unknown> } = {}
  const interrupted = async (by: "get" | "put") => {
    const interruption = before[by]
    delete before[by]
    await interruption?.()
  }
  const files: Files = {
    async put(key, bytes) {
      await interrupted("put")
      folder.set(key, bytes)
    },
    async get(key) {
      await interrupted("get")
      return folder.get(key)
    },
    remove: async (key) => void folder.delete(key),
  }
  const clock = { ms: Date.parse("2026-03-09T00:00:00.000Z") }
  const failures: unknown[] = []
  const ground = {
    db: table.db,
    files,
    now: () => instant(clock.ms),
    onLoadFailure: (error: unknown) => void failures.push(error),
  }
  const boats = new Map<string, Boat>()
  const change = (id: string, name: string) => {
    const boat = { id, name, stamp: (boats.get(id)?.stamp ?? 0) + 1 }
    boats.set(id, boat)
    return append(table.db, BOATS, { row: boat, version: boat.stamp }, ground.now())
  }
  async function* listed() {
    for (const row of boats.values()) yield { row, version: row.stamp }
  }
  const names = async (reader = openDirectory(BOATS, ground)) => (await reader.page(all)).items.map(({ name }) => name)
  return { table, folder, before, clock, failures, ground, boats, change, listed, names }
}

describe("a reader", () => {
  test("finds the newer snapshot when builders remove the one it was about to load", async () => {
    const { ground, before, change, listed, names } = quay()
    await change("a", "Åsa")
    await rebuild(BOATS, ground, listed())
    await change("b", "Berta")
    before.get = async () => {
      for (let builds = 0; builds < 3; builds++) await build(BOATS, ground)
    }
    expect(await names()).toEqual(["Åsa", "Berta"])
  })

  test("serves the old snapshot while the newer one cannot be read, says so, and tries again", async () => {
    const { ground, before, change, listed, names, clock, failures } = quay()
    await change("a", "Åsa")
    await rebuild(BOATS, ground, listed())
    const reader = openDirectory(BOATS, ground)
    expect(await names(reader)).toEqual(["Åsa"])
    await change("b", "Berta")
    clock.ms += 120_000
    await build(BOATS, ground)
    before.get = () => Promise.reject(new Error("no bucket"))
    expect(await names(reader)).toEqual(["Åsa", "Berta"])
    await reader.settled()
    expect(failures).toHaveLength(1)
    await names(reader)
    await reader.settled()
    expect((await reader.page(all)).snapshotVersion).toBe(2)
  })

  test("refuses to show part of a list: a snapshot that is lost means wait", async () => {
    const { ground, folder, change, listed, names } = quay()
    await change("a", "Åsa")
    await rebuild(BOATS, ground, listed())
    folder.set(snapshotFile(BOATS, 1), folder.get(snapshotFile(BOATS, 1))!.slice(0, 20))
    const reader = openDirectory(BOATS, ground)
    await expect(names(reader)).rejects.toMatchObject({ code: "notStored" })
    folder.clear()
    await expect(names(reader)).rejects.toMatchObject({ code: "notStored" })
    expect(await build(BOATS, ground)).toBe("noBase")
    expect(await rebuild(BOATS, ground, listed())).toBe("built")
    expect(await names(reader)).toEqual(["Åsa"])
  })

  test("waits for the snapshot it is loading when a page ended with a row only that one knows", async () => {
    const { ground, boats, change, listed, names } = quay()
    await change("a", "Åsa")
    await change("c", "Carla")
    await rebuild(BOATS, ground, listed())
    const old = openDirectory(BOATS, ground)
    expect(await names(old)).toEqual(["Åsa", "Carla"])
    boats.set("b", { id: "b", name: "Berta", stamp: 1 })
    await rebuild(BOATS, ground, listed())
    const { next } = await openDirectory(BOATS, ground).page({ ...all, limit: 2 })
    expect(next).toEqual({ id: "b", version: 1 })
    expect((await old.page({ ...all, after: next! })).items.map(({ name }) => name)).toEqual(["Carla"])
  })

  test("reads a minute of changes again and no more, however many there were", async () => {
    const { ground, table, change, clock, names } = quay()
    for (let boat = 0; boat < 400; boat++) await change(`boat ${boat}`, "x".repeat(200))
    const reader = openDirectory(BOATS, ground)
    await names(reader)
    clock.ms += 61_000
    await names(reader)
    const before = table.meter.readUnits
    expect(await names(reader)).toHaveLength(100)
    expect(table.meter.readUnits - before).toBeLessThanOrEqual(1)
  })
})

describe("a builder", () => {
  test("starts again from the table, then builds when enough changed, else waits", async () => {
    const { ground, change, listed, clock, table } = quay()
    await change("a", "Åsa")
    expect(await tend(BOATS, ground, listed)).toBe("built")
    expect(await tend(BOATS, ground, listed)).toBe("wait")
    clock.ms += 60_000
    await change("b", "Berta")
    expect(await tend(BOATS, ground, listed)).toBe("wait")
    for (let boat = 0; boat < 200; boat++) await change(`boat ${boat}`, "many")
    expect(await tend(BOATS, ground, listed)).toBe("built")
    const row = await newestSnapshot(table.db, BOATS)
    expect(row).toMatchObject({ version: 2, count: 202, rebuiltAt: "2026-03-09T00:00:00.000Z" })
    clock.ms += 65 * 60_000
    expect(await tend(BOATS, ground, listed)).toBe("built")
    expect(await newestSnapshot(table.db, BOATS)).toMatchObject({ version: 3, rebuiltAt: ground.now() })
  })

  test("starts again when the columns are others than they were", async () => {
    const { ground, change, listed, clock, table } = quay()
    await change("a", "Åsa")
    await tend(BOATS, ground, listed)
    const sails = { ...BOATS, columns: { ...BOATS.columns, sails: { kind: "number" as const } } }
    expect(await build(sails, ground)).toBe("noBase")
    clock.ms += 1_000
    expect(await tend(sails, ground, listed)).toBe("built")
    expect(await newestSnapshot(table.db, BOATS)).toMatchObject({ version: 2, rebuiltAt: ground.now() })
  })

  test.each(["get", "put"] as const)(
    "that sleeps at %s and is overtaken moves no pointer and leaves no file",
    async (at) => {
      const { ground, change, listed, folder, table, before } = quay()
      await change("a", "Åsa")
      await rebuild(BOATS, ground, listed())
      before[at] = async () => {
        for (let builds = 0; builds < 3; builds++) expect(await build(BOATS, ground)).toBe("built")
      }
      expect(await build(BOATS, ground)).toBe("overtaken")
      expect(await newestSnapshot(table.db, BOATS)).toMatchObject({ version: 4 })
      expect([...folder.keys()].sort()).toEqual([snapshotFile(BOATS, 3), snapshotFile(BOATS, 4)])
    },
  )

  test("drops from the list what the table no longer has, and remembers it for pages that end there", async () => {
    const { ground, change, listed, boats, clock, names } = quay()
    await change("a", "Åsa")
    await change("b", "Berta")
    await rebuild(BOATS, ground, listed())
    const { next } = await openDirectory(BOATS, ground).page({ ...all, limit: 1 })
    boats.delete("a")
    clock.ms += 11 * 60_000
    await rebuild(BOATS, ground, listed())
    const reader = openDirectory(BOATS, ground)
    expect(await names(reader)).toEqual(["Berta"])
    expect((await reader.page({ ...all, after: next! })).items.map(({ name }) => name)).toEqual(["Berta"])
  })
})

test("a rebuild knows what changed in the minutes before it, though the index it reads does not yet", async () => {
  const { ground, boats, change, clock, names } = quay()
  await change("a", "Åsa")
  const early = [...boats.values()].map((row) => ({ row, version: row.stamp }))
  await change("a", "Asta")
  await change("b", "Berta")
  clock.ms += 9 * 60_000
  async function* lagging() {
    yield* early
  }
  await rebuild(BOATS, ground, lagging())
  expect(await names()).toEqual(["Asta", "Berta"])
})

test("a snapshot file that is not one is told from a missing one", async () => {
  const { ground, folder } = quay()
  folder.set("some", new Uint8Array(50))
  expect(await getSnapshot(ground.files, BOATS, "some")).toBe("unreadable")
  expect(await getSnapshot(ground.files, BOATS, "none")).toBe("missing")
})
