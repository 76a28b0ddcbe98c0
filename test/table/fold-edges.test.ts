import { describe, expect, test } from "vitest"
import { presenceCube } from "#shared/account/presence-cube.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { close } from "../../functions/project/close.ts"
import { cubesByStart } from "../../functions/table/cubes.ts"
import { organizationById, organizationRow } from "../../functions/table/organization.ts"
import { DEFAULT_SETTINGS, settingsUpdate } from "../../functions/table/settings.ts"
import { event, machine } from "./machine.ts"

const use = (org: string, time: string) => event("usage.recorded", time, { org, model: "m", inputTokens: 1 })

describe.each(["Asia/Kolkata", "Australia/Adelaide", "Asia/Kathmandu", "Europe/Berlin"])("days of %s", (zone) => {
  const [from, to] = ["2026-11-17T12:00:00.000Z", "2026-11-21T12:00:00.000Z"]
  const times = Array.from({ length: 96 }, (_, nth) =>
    new Date(Date.parse("2026-11-18T12:05:00.000Z") + nth * 15 * 60_000).toISOString(),
  )
  const dayOf = (at: string) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(new Date(at))
  const byDay = (counted: readonly string[]) =>
    Object.fromEntries([...Map.groupBy(counted, dayOf)].map(([day, some]) => [day, some.length]))

  test("hold every quarter of an hour of the platform's usage, also of the hour that midnight cuts", async () => {
    const { ground, clock, flow, send } = machine("2026-11-20T13:07:00.000Z", async () => [zone])
    await send(times.map((time, nth) => use(`org_${nth % 3}`, time)))
    await flow()
    const platform = async () => {
      const cubes = await cubesByStart(ground, usageCube, { scope: PLATFORM, zone }, "day", from, to)
      return Object.fromEntries(
        [...cubes].map(([day, cube]) => [day, usageOf(cube).all.requests]).filter(([, count]) => count),
      )
    }
    for (const now of ["2026-11-20T13:10:00.000Z", "2026-11-22T13:00:00.000Z"]) {
      clock.now = now
      await close(ground)
      expect(await platform()).toEqual(byDay(times))
    }
  })

  test("give the hour that midnight cuts to the day it begins in, where hours are all there is", async () => {
    const { ground, clock, flow, send } = machine("2026-11-20T13:07:00.000Z", async () => [zone])
    await send(times.map((time) => use(`org_${time.slice(0, 13)}`, time)))
    await flow()
    const present = async () => {
      const cubes = await cubesByStart(ground, presenceCube, { scope: PLATFORM, zone }, "day", from, to)
      return Object.fromEntries([...cubes].map(([day, scopes]) => [day, scopes.length]).filter(([, count]) => count))
    }
    const hours = [...new Set(times.map((time) => `${time.slice(0, 13)}:00:00.000Z`))]
    for (const now of ["2026-11-20T13:10:00.000Z", "2026-11-22T13:00:00.000Z"]) {
      clock.now = now
      await close(ground)
      expect(await present()).toEqual(byDay(hours))
    }
  })
})

test("days of a zone that is chosen later have the hour that midnight cuts, too", async () => {
  let zone = "UTC"
  const { ground, clock, flow, send, model } = machine("2026-11-20T13:07:00.000Z", async () => [zone])
  const times = ["2026-11-18T18:10:00.000Z", "2026-11-18T18:40:00.000Z", "2026-11-18T19:10:00.000Z"]
  await send(times.map((time) => use("org_a", time)))
  await flow()
  clock.now = "2026-11-20T15:00:00.000Z"
  await close(ground)
  zone = "Asia/Kolkata"
  const settings = { ...DEFAULT_SETTINGS, reportingZone: zone }
  await model.db.transact([settingsUpdate(settings, 0, { of: "everything", at: clock.now })])
  for (clock.now of ["2026-11-20T15:10:00.000Z", "2026-11-20T15:11:00.000Z", "2026-11-20T15:12:00.000Z"])
    await close(ground)
  const [from, to] = ["2026-11-17T18:30:00.000Z", "2026-11-20T18:30:00.000Z"]
  const cubes = await cubesByStart(ground, usageCube, { scope: PLATFORM, zone }, "day", from, to)
  expect(Object.fromEntries([...cubes].map(([day, cube]) => [day, usageOf(cube).all.requests]))).toMatchObject({
    "2026-11-18": 1,
    "2026-11-19": 2,
  })
})

test("an organization that the stream lost comes with the sweep", async () => {
  const { ground, clock, send, model } = machine("2026-11-20T13:07:00.000Z")
  const time = "2026-11-20T13:06:00.000Z"
  await send([
    event("organization.created", time, { id: "org_lost", name: "Lost and found" }),
    event("member.added", time, { org: "org_stub", user: "u1", role: "owner" }),
  ])
  model.records.length = 0
  clock.now = "2026-11-20T15:00:00.000Z"
  await close(ground, endsAfter(3))
  for (let look = 0; look < 9; look++) await close(ground)
  expect(organizationRow((await organizationById(model.db, "org_lost"))!).name).toBe("Lost and found")
  expect(organizationRow((await organizationById(model.db, "org_stub"))!).stub).toBe(true)
})

/** Time that is over after so many looks at the clock. */
const endsAfter = (looks: number) => () => --looks < 0

test("what comes to a closed hour is refused by name, and counts nowhere", async () => {
  const { ground, clock, flow, send } = machine("2026-11-20T13:07:00.000Z")
  await send([use("org_a", "2026-11-20T13:06:00.000Z")])
  await flow()
  const looks = ["2026-11-20T15:00", "2026-11-22T00:00", "2028-02-19T00:00", "2028-02-20T00:00"]
  for (const look of looks) {
    clock.now = `${look}:00.000Z`
    await close(ground)
  }
  // A clock that stands still lets an old event in; in time it would be too old by its age alone.
  clock.now = "2027-11-20T00:00:00.000Z"
  const answer = await send([
    use("org_a", "2026-11-20T13:06:30.000Z"),
    { nonsense: true },
    use("org_a", "2027-11-19T23:00:00.000Z"),
  ])
  expect(answer).toMatchObject({ accepted: 1, duplicates: 0, rejected: [{ index: 0 }, { index: 1 }] })
  expect(answer.rejected[0]).toMatchObject({ reason: expect.stringContaining("history closed") })
})

test("a person who signed up in a closed hour is known all the same", async () => {
  const { ground, clock, flow, send, model } = machine("2026-11-20T13:07:00.000Z")
  const signup = (id: string) =>
    event("user.created", clock.now, { id, name: id, createdAt: "2026-11-20T13:06:00.000Z" })
  await send([signup("first")])
  await flow()
  for (const look of ["2026-11-20T15:00", "2026-11-22T00:00", "2028-02-19T00:00", "2028-02-20T00:00"]) {
    clock.now = `${look}:00.000Z`
    await close(ground)
  }
  expect(await send([signup("late")])).toMatchObject({ accepted: 1, rejected: [] })
  await flow()
  expect(
    model
      .rows()
      .filter(({ kind }) => kind === "user")
      .map(({ sk }) => sk)
      .sort(),
  ).toEqual(["first", "late"])
})

test("an hour takes facts until its door is shut, and whoever was inside is counted before it is sealed", async () => {
  const { ground, clock, flow, send, model } = machine("2026-11-20T13:07:00.000Z")
  await send([use("org_a", "2026-11-20T13:06:00.000Z")])
  await flow()
  const stage = () => model.rows().find(({ kind }) => kind === "registration")?.["stage"]
  for (const [now, expected] of [
    ["2026-11-20T15:00:00.000Z", "secondSweep"],
    ["2026-11-21T17:00:00.000Z", "seal"],
    ["2028-01-22T13:06:00.000Z", "seal"],
    ["2028-01-22T13:09:00.000Z", "closing"],
    ["2028-01-22T13:13:00.000Z", "closing"],
    ["2028-01-22T13:15:00.000Z", "sealed"],
  ] as const) {
    clock.now = now
    await close(ground)
    expect([now, stage()]).toEqual([now, expected])
  }
})

test("work that fails is put off, whatever it is, and holds up no other", async () => {
  let broken = true
  const { ground, clock, flow, send, model } = machine("2026-11-20T13:07:00.000Z", async (scope) => {
    if (scope === "org_bad" && broken) throw new Error("No zone today")
    return ["UTC"]
  })
  await send([use("org_bad", "2026-11-20T13:06:00.000Z"), use("org_good", "2026-11-20T13:06:00.000Z")])
  await flow().catch(() => undefined)
  clock.now = "2026-11-20T15:00:00.000Z"
  await close(ground)
  const due = () => model.rows().filter(({ gsi2sk }) => gsi2sk !== undefined && gsi2sk <= clock.now)
  expect(due()).toEqual([])
  broken = false
  clock.now = "2026-11-20T15:02:00.000Z"
  await close(ground)
  const [from, to] = ["2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z"]
  const cubes = await cubesByStart(ground, usageCube, { scope: PLATFORM, zone: "UTC" }, "day", from, to)
  expect([...cubes.values()].map((cube) => usageOf(cube).all.requests)).toEqual([2])
})

test.each(["platform", "platform.03", "live", "test", "stripe"])("no organization is called %s", async (org) => {
  const { send } = machine("2026-11-20T13:07:00.000Z")
  const answer = await send([use(org, "2026-11-20T13:06:00.000Z"), event("organization.created", NOW, { id: org })])
  expect(answer).toMatchObject({ accepted: 0, rejected: [{ index: 0 }, { index: 1 }] })
})
const NOW = "2026-11-20T13:06:00.000Z"

test("an organization whose name only begins as the platform's is counted as any other", async () => {
  const { ground, clock, flow, send } = machine("2026-11-20T13:07:00.000Z")
  await send([use("platformer", "2026-11-20T13:06:00.000Z")])
  await flow()
  clock.now = "2026-11-22T00:30:00.000Z"
  await close(ground)
  const [from, to] = ["2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z"]
  for (const scope of ["platformer", PLATFORM]) {
    const cubes = await cubesByStart(ground, usageCube, { scope, zone: "UTC" }, "day", from, to)
    expect([...cubes.values()].map((cube) => usageOf(cube).all.requests)).toEqual([1])
  }
})
