import { expect, test } from "vitest"
import { signupsCube } from "#shared/account/signups-cube.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import { DAY_MS, HOUR_MS, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { sessionCube, type Sessions } from "#shared/usage/session-cube.ts"
import { sessionsIn } from "../../functions/api/board-read.ts"
import { close } from "../../functions/project/close.ts"
import { bucketOfKey, controlKey, type CubeRow } from "../../functions/table/bucket.ts"
import { cubeOf } from "../../functions/table/cube-file.ts"
import { wantVersions } from "../../functions/table/fold-version.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { event, machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:09.500Z"
const ORGS = ["org_one", "org_two"]

/** The next version of a kind: every session has one turn more. */
const talkative: typeof sessionCube = {
  ...sessionCube,
  version: sessionCube.version + 1,
  fold: (facts) =>
    sessionCube.fold(
      facts.map((fact) => ({ ...fact, body: { data: { ...fact.body.data, turns: (fact.body.data.turns ?? 0) + 1 } } })),
    ),
}
const countedTwice: typeof signupsCube = { ...signupsCube, version: signupsCube.version + 1 }

async function folded() {
  const it = machine(NOW)
  const later = async (ground: Ground, minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      it.clock.now = instant(msOf(it.clock.now) + MINUTE_MS)
      await close(ground)
      await it.flow()
    }
  }
  const hoursAgo = (hours: number) => instant(msOf(NOW) - hours * HOUR_MS - 7 * MINUTE_MS)
  await it.send([
    ...Array.from({ length: 60 }, (_, nth) => {
      const at = hoursAgo(nth * 2)
      const data = {
        org: ORGS[nth % 2]!,
        id: `s${nth}`,
        user: "ada",
        status: "active",
        createdAt: at,
        updatedAt: at,
        turns: 5,
      }
      return event("session.updated", at, data)
    }),
    ...Array.from({ length: 9 }, (_, nth) =>
      event("user.created", hoursAgo(nth), { id: `u${nth}`, createdAt: hoursAgo(nth) }),
    ),
  ])
  await it.flow()
  await wantVersions(it.ground.db, it.ground.kinds.values(), it.clock.now)
  await later(it.ground, 5)
  const raised = { ...it.ground, kinds: new Map(it.ground.kinds) }
  for (const kind of [talkative, countedTwice]) raised.kinds.set(kind.name, kind as unknown as CubeKind)
  const cubes = (name: string) =>
    it.model.rows().filter((row): row is CubeRow => row.kind === "cube" && bucketOfKey(row).kind === name)
  const turns = async () => {
    const days = Array.from({ length: 6 }, (_, nth) => instant(msOf(NOW) - (5 - nth) * DAY_MS).slice(0, 10))
    const window = { from: `${days[0]}T00:00:00.000Z`, to: it.clock.now, days }
    return (await sessionsIn(raised, "platform", "UTC", window)).all.turns
  }
  return { ...it, raised, later, cubes, turns }
}

test("a kind whose version was raised is folded again, at every level, and no other", async () => {
  const { ground, raised, clock, later, cubes, turns, model } = await folded()
  const others = cubes("records").length + cubes("presence").length
  const foldsOf = (name: string) => new Set(cubes(name).map(({ fold }) => fold))
  expect([foldsOf("sessions"), foldsOf("signups")]).toEqual([new Set([1]), new Set([signupsCube.version])])
  const before = model.meter.writeUnits
  await wantVersions(ground.db, ground.kinds.values(), clock.now)
  await later(ground, 4)
  expect(model.meter.writeUnits).toBe(before)
  await wantVersions(ground.db, raised.kinds.values(), clock.now)
  await later(raised, 8)
  expect([foldsOf("sessions"), foldsOf("signups")]).toEqual([new Set([2]), new Set([countedTwice.version])])
  expect(await turns()).toBe(60 * 6)
  const levels = new Map<string, number>()
  for (const row of cubes("sessions")) {
    const { scope, level } = bucketOfKey(row)
    const { all } = (await cubeOf(ground, row)) as Sessions
    expect(all.turns).toBe(all.sessions * 6)
    levels.set(`${scope} ${level}`, (levels.get(`${scope} ${level}`) ?? 0) + all.sessions)
  }
  for (const level of ["hour", "day"]) expect(levels.get(`platform ${level}`)).toBeGreaterThan(40)
  expect(cubes("records").length + cubes("presence").length).toBe(others)
  expect(model.rows().filter(({ gsi2pk, gsi2sk }) => gsi2pk && gsi2sk! <= clock.now)).toEqual([])
})

test("what is sealed stays as it was made", async () => {
  const { ground, raised, clock, later, cubes, turns } = await folded()
  const sealed = cubes("sessions").find(
    (row) => bucketOfKey(row).scope === "org_one" && bucketOfKey(row).level === "quarter",
  )!
  await ground.db.write({ update: controlKey(bucketOfKey(sealed)), set: { sealed: true } })
  await wantVersions(ground.db, raised.kinds.values(), clock.now)
  await later(raised, 8)
  const older = cubes("sessions").filter(({ fold }) => fold === 1)
  // Of the hours above it, too, none holds anything else.
  expect(new Set(older.map(({ sk }) => sk.slice(0, 13)))).toEqual(new Set([sealed.sk.slice(0, 13)]))
  expect(older).toContain(sealed)
  expect(await turns()).toBe(60 * 6 - 1)
})

test("a process of the older code leaves a newer version's marks to the newer one", async () => {
  const { ground, raised, clock, later, cubes } = await folded()
  await wantVersions(ground.db, raised.kinds.values(), clock.now)
  await wantVersions(ground.db, ground.kinds.values(), clock.now)
  await later(ground, 4)
  clock.now = instant(msOf(clock.now) + MINUTE_MS)
  expect(await close(ground)).toBeLessThan(10)
  await later(raised, 8)
  expect(new Set(cubes("sessions").map(({ fold }) => fold))).toEqual(new Set([2]))
})

test("a kind that is new finds the facts that were told before it", async () => {
  const { ground, clock, later, cubes } = await folded()
  const turnsAlone: typeof sessionCube = { ...sessionCube, name: "turns" }
  const grown = { ...ground, kinds: new Map(ground.kinds).set("turns", turnsAlone as unknown as CubeKind) }
  await wantVersions(ground.db, grown.kinds.values(), clock.now)
  await later(grown, 8)
  expect(cubes("turns")).toHaveLength(cubes("sessions").length)
})
