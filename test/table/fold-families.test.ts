import { expect, test } from "vitest"
import { familiesBeside } from "#shared/cube/family.ts"
import { PLATFORM, UNOWNED } from "#shared/cube/kind.ts"
import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import { componentCube } from "#shared/health/component-cube.ts"
import { instant, msOf } from "#shared/time.ts"
import { close } from "../../functions/project/close.ts"
import { cubesByStart } from "../../functions/table/cubes.ts"
import { advance, register, type RegistrationRow, registerPartition } from "../../functions/table/registration.ts"
import { sealHour } from "../../functions/table/seal.ts"
import { sweepHour } from "../../functions/table/sweep.ts"
import { event, machine } from "./machine.ts"

const NOW = "2026-11-20T15:02:00.000Z"
const [FROM, TO] = ["2026-11-20T12:00:00.000Z", "2026-11-20T15:00:00.000Z"]
const HOUR = "2026-11-20T13"
const at = (minute: number) => `${HOUR}:${String(minute).padStart(2, "0")}:00.000Z`

const timed = (minute: number, ms: number, org?: string) =>
  event("component.timed", at(minute), { component: "mail", ms, ...(org ? { org } : {}) })
const generated = (minute: number, ms: number, org?: string) =>
  event("generation.completed", at(minute), { steps: [{ component: "mail", ms }], ...(org ? { org } : {}) })
const EVENTS = [
  timed(7, 10),
  generated(7, 20),
  generated(40, 30, "org_a"),
  timed(41, 40, "org_a"),
  timed(9, 50, "org_b"),
]

const sumsIn = async (it: ReturnType<typeof machine>, scope: string) => {
  const cubes = await cubesByStart(it.ground, componentCube, { scope, zone: "" }, "hour", FROM, TO)
  return Object.fromEntries([...cubes].map(([start, { of }]) => [start, of["mail"]!.sumMicros / 1_000]))
}
const WANTED = { [UNOWNED]: 30, org_a: 70, org_b: 50, [PLATFORM]: 150 }
async function expectSums(it: ReturnType<typeof machine>) {
  for (const [scope, ms] of Object.entries(WANTED))
    expect(await sumsIn(it, scope), scope).toEqual({ [`${HOUR}:00`]: ms })
}

test("families of one kind of cube are known to share it", () => {
  const kinds = [...CUBE_KINDS.values()].filter(({ facts }) => facts === "segments")
  for (const family of new Set(kinds.flatMap(({ families }) => families))) {
    const beside = kinds.filter(({ families }) => families.includes(family)).flatMap(({ families }) => families)
    expect([family, ...familiesBeside(family)].sort()).toEqual([...new Set(beside)].sort())
  }
})

test("a cube of two families holds both, for each organization, for nobody's and for all, before and after it is folded", async () => {
  const it = machine(NOW)
  expect(await it.send(EVENTS)).toMatchObject({ accepted: 5, rejected: [] })
  await it.flow()
  await expectSums(it)
  for (const minutes of [1, 10, 60 * 26]) {
    it.clock.now = instant(msOf(NOW) + minutes * 60_000)
    await close(it.ground)
    await expectSums(it)
  }
  const asked: string[] = []
  const query: typeof it.ground.db.query = (one) => {
    asked.push(one.pk)
    return it.model.db.query(one)
  }
  await sumsIn({ ...it, ground: { ...it.ground, db: { ...it.ground.db, query } } }, PLATFORM)
  expect(asked).toEqual([`cube#components#${PLATFORM}#hour#`])
})

test("a sweep of either family finds what the stream lost of it, and nothing once all is folded", async () => {
  const it = machine(NOW)
  await it.send(EVENTS)
  for (const minutes of [1, 10, 60 * 26]) {
    it.clock.now = instant(msOf(NOW) + minutes * 60_000)
    await close(it.ground)
  }
  await expectSums(it)
  for (const family of ["component", "generation"])
    for (const scope of [UNOWNED, "org_a"])
      expect(await sweepHour(it.ground, { family, scope, hour: HOUR }), `${family} ${scope}`).toBe(0)
})

const TTL = msOf(NOW) / 1_000 + 35 * 86_400
const clockAt = (now: string) => ({ business: now, due: now })

test("an hour is closed for two families together, and sealed when nobody is left in either door", async () => {
  const it = machine(NOW)
  const { db } = it.ground
  const rowOf = async (family: string) =>
    (await db.query({ pk: registerPartition(family, HOUR) })).rows[0] as RegistrationRow
  const placeOf = (family: string) => ({ family, scope: "org_a", hour: HOUR })
  await it.send([timed(7, 10, "org_a")])
  await it.flow()
  const first = await rowOf("component")
  const later = instant(msOf(NOW) + 3 * 86_400_000)
  expect(await register(db, placeOf("generation"), first.factTtl + 999, clockAt(later))).toBe("open")
  expect((await rowOf("generation")).factTtl).toBe(first.factTtl)

  const sealed = async () => it.model.rows().filter((row) => row["sealed"] === true).length
  const moveOn = async (family: string, stages: number, now: string) => {
    for (; stages > 0; stages--) await advance(db, await rowOf(family), now)
    return (await rowOf(family)).stage
  }
  expect(await moveOn("component", 3, later)).toBe("closing")
  expect(await register(db, placeOf("generation"), TTL, clockAt(later))).toBe("closed")
  // Generations may still come.
  it.clock.now = instant(msOf(later) + 6 * 60_000)
  expect(await sealHour(it.ground, placeOf("component"))).toBe("sealed")
  expect(await sealed()).toBe(0)
  // Their door is shut; somebody may be in it for five minutes.
  expect(await moveOn("generation", 3, it.clock.now)).toBe("closing")
  await sealHour(it.ground, placeOf("component"))
  expect(await sealed()).toBe(0)
  await moveOn("component", 1, it.clock.now)
  it.clock.now = instant(msOf(it.clock.now) + 6 * 60_000)
  expect(await sealHour(it.ground, placeOf("generation"))).toBe("sealed")
  expect(await sealed()).toBe(1)
})
