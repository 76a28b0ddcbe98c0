import type { PageQuery } from "#shared/directory/query.ts"
import * as fc from "fast-check"
import { expect, test } from "vitest"
import { newestSnapshot } from "../../../functions/table/change-list.ts"
import { type Directory, openDirectory } from "../../../functions/table/directory.ts"
import { build, rebuild } from "../../../functions/table/directory-build.ts"
import { Crash, harbour } from "./harbour.ts"
import { BOATS, type Boat } from "./rows.ts"

type Harbour = ReturnType<typeof harbour>
const IDS = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]
const NAMES = ["Åsa", "asa", "Berta", "Carla", "Dora", "Zora", ""]
const all: PageQuery = { sort: "name", order: "asc", limit: 100, masked: false }

const crashes = fc.option(fc.nat({ max: 7 }), { nil: undefined, freq: 2 })
const skews = fc.integer({ min: -15_000, max: 15_000 })
const names = fc.constantFrom(...NAMES)
const saves = fc.array(fc.tuple(fc.constantFrom(...IDS), names), { minLength: 1, maxLength: 6 })
/** What happens between two pages of a walk. "touch" changes the very row the page ended with. */
const between = fc.array(fc.constantFrom("touch", "build", "rebuild", "pause", "quiet"), { maxLength: 4 })
const actors = fc.oneof(
  fc.record({
    does: fc.constant("save" as const),
    saves,
    crashAfter: crashes,
    skewMs: skews,
    lateMs: fc.integer({ min: 0, max: 25_000 }),
  }),
  fc.record({ does: fc.constantFrom("build" as const, "rebuild" as const), crashAfter: crashes, skewMs: skews }),
  fc.record({ does: fc.constant("look" as const), reader: fc.nat({ max: 2 }) }),
  fc.record({
    does: fc.constant("walk" as const),
    readers: fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 5 }),
    order: fc.constantFrom("asc" as const, "desc" as const),
    limit: fc.integer({ min: 1, max: 4 }),
    names: fc.array(names, { minLength: 1, maxLength: 5 }),
    between,
  }),
)
type Actor = typeof actors extends fc.Arbitrary<infer One> ? One : never
/** Scenes follow one another after a pause; the actors of one scene act at the same time. */
const scenes = fc.array(
  fc.record({
    pauseMs: fc.constantFrom(0, 1_000, 70_000, 1_200_000),
    callMs: fc.constantFrom(40, 3_000),
    cast: fc.array(actors, { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 5 },
)

/** A page of everything shows every boat at least as new as it was when the page was asked for. */
async function look({ boats }: Harbour, reader: Directory<Boat>) {
  const before = boats()
  const { items, total } = await reader.page(all)
  expect(total).toBe(items.length)
  const shown = new Map(items.map((boat) => [boat.id, boat.stamp]))
  for (const { row, version } of before) expect(shown.get(row.id), row.id).toBeGreaterThanOrEqual(version)
}

async function interlude(sea: Harbour, step: string, last: Boat, name: string): Promise<unknown> {
  const ground = sea.ground()
  if (step === "touch") return sea.save(ground, last.id, name)
  if (step === "build") return build(BOATS, ground)
  if (step === "rebuild") return rebuild(BOATS, ground, sea.listed(ground))
  return sea.pass(step === "pause" ? 70_000 : 0)
}

/** A walk shows every boat that does not change meanwhile exactly once, whoever serves its pages. */
async function walk(sea: Harbour, readerOf: (which: number) => Directory<Boat>, it: Actor & { does: "walk" }) {
  const before = sea.boats()
  const seen: Boat[] = []
  let after: PageQuery["after"]
  for (let pages = 0; ; pages++) {
    expect(pages).toBeLessThan(100)
    const reader = readerOf(it.readers[pages % it.readers.length]!)
    const { items, next } = await reader.page({ ...all, order: it.order, limit: it.limit, after })
    seen.push(...items)
    if (!next) break
    after = next
    // Boats that were moved ahead come again, so a walk that moved one each time would have no end.
    if (pages < 20)
      for (const step of it.between) await interlude(sea, step, items.at(-1)!, it.names[pages % it.names.length]!)
  }
  const now = new Map(sea.boats().map(({ row, version }) => [row.id, version]))
  for (const { row, version } of before)
    if (now.get(row.id) === version) expect(seen.filter(({ id }) => id === row.id)).toEqual([row])
}

async function act(it: Actor, sea: Harbour, readerOf: (which: number) => Directory<Boat>): Promise<unknown> {
  if (it.does === "look") return look(sea, readerOf(it.reader))
  if (it.does === "walk") return walk(sea, readerOf, it)
  const ground = sea.ground(it)
  if (it.does === "save") for (const [id, name] of it.saves) await sea.save(ground, id, name, it.lateMs)
  else if (it.does === "build") return build(BOATS, ground)
  else return rebuild(BOATS, ground, sea.listed(ground))
}

const sorted = (boats: readonly Boat[]) => [...boats].sort((one, other) => (one.id < other.id ? -1 : 1))
const unlessCrash = (error: unknown) => {
  if (!(error instanceof Crash)) throw error
}

test("the directory is the table, whatever is written, built, rebuilt and crashes at the same time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), scenes, async (scheduler, play) => {
      const sea = harbour(scheduler)
      const readers = [-15_000, 0, 15_000].map((skewMs) => openDirectory(BOATS, sea.ground({ skewMs })))
      /** Reader 3 is a new one each time: it has seen nothing of what went before. */
      const readerOf = (which: number) => readers[which] ?? openDirectory(BOATS, sea.ground())
      const wait = <Answer>(one: Promise<Answer>) => scheduler.waitFor(one)
      for (const { pauseMs, callMs, cast } of play) {
        sea.pass(pauseMs)
        sea.everyCallTakes(callMs)
        await wait(Promise.all(cast.map((it) => act(it, sea, readerOf).catch(unlessCrash))))
        await wait(Promise.all(readers.map((reader) => reader.settled())))
      }
      const rows = sorted(sea.boats().map(({ row }) => row))
      const isTheTable = async (reader: Directory<Boat>) => {
        const { items, total } = await wait(reader.page(all))
        expect(total).toBe(rows.length)
        expect(sorted(items)).toEqual(rows)
        await wait(reader.settled())
      }
      for (const which of [0, 1, 2, 3]) await isTheTable(readerOf(which))

      const ground = sea.ground()
      const named = await wait(newestSnapshot(ground.db, BOATS))
      expect(await wait(named ? build(BOATS, ground) : rebuild(BOATS, ground, sea.listed(ground)))).toBe("built")
      for (const which of [0, 1, 2, 3]) await isTheTable(readerOf(which))

      const version = (named?.version ?? 0) + 1
      const moves = sea.table.records.filter(({ after }) => after?.kind === "directorySnapshot")
      expect(moves.map(({ after }) => after!["version"])).toEqual(moves.map((_, at) => at + 1))
      const files = [...sea.folder.keys()].map((file) => Number(/(\d+)\.zst$/.exec(file)![1]))
      expect(files.sort((one, other) => one - other)).toEqual([version - 1, version].filter((one) => one > 0))
    }),
    { numRuns: Number(process.env["RUNS"] ?? 400) },
  )
}, 120_000)
