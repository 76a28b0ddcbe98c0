import { expect, test } from "vitest"
import { sessionsIn } from "../../functions/api/board-read.ts"
import { close } from "../../functions/project/close.ts"
import { cubesByStart } from "../../functions/table/cubes.ts"
import { zonesOfOrganization } from "../../functions/table/zone.ts"
import { activityCube } from "#shared/account/activity-cube.ts"
import { boardDays } from "#shared/usage/board-figures.ts"
import { boardWindow } from "#shared/usage/board-window.ts"
import { dayOf, HOUR_MS, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { event, machine } from "./machine.ts"
import { recount, type Snapshot } from "../support/session-recount.ts"

const NOW = "2026-11-20T14:02:09.500Z"
const ORG = "org_one"

/** One session in each third hour of 40 days. */
const told = Array.from({ length: 320 }, (_, nth): Snapshot => {
  const at = instant(msOf(NOW) - nth * 3 * HOUR_MS - 7 * MINUTE_MS)
  return { org: ORG, id: `s${nth}`, user: "ada", status: "active", createdAt: at, updatedAt: at }
})

function river() {
  const it = machine(NOW, async (scope) => (scope === ORG ? zonesOfOrganization(it.model.db, ORG) : ["UTC"]))
  const later = async (minutes: number) => {
    it.clock.now = instant(msOf(it.clock.now) + minutes * MINUTE_MS)
    await close(it.ground)
    await it.flow()
  }
  const board = async () => {
    const [zone = "none"] = await zonesOfOrganization(it.model.db, ORG)
    const window = boardWindow({ days: 30, window: "calendar" }, it.clock.now, zone)
    const sessions = await sessionsIn(it.ground, ORG, zone, window)
    const truth = recount(told, { days: 30, window: "calendar", zone, now: it.clock.now })
    expect(boardDays(sessions, window.days, () => false).map(({ day, total }) => ({ day, total }))).toEqual(
      truth.points.map(({ day, total }) => ({ day, total })),
    )
    return zone
  }
  return { ...it, later, board }
}

const sessions = () => told.map((one) => event("session.updated", one.updatedAt, one))
const zoned = (timeZone: string, minutes = 0) =>
  event("organization.updated", instant(msOf(NOW) - 60_000 + minutes * MINUTE_MS), { id: ORG, timeZone })

test("a zone that is told before anything is counted counts at once", async () => {
  const { send, flow, later, board } = river()
  await send([zoned("Asia/Kolkata")])
  await flow()
  await send(sessions())
  await flow()
  expect(await board()).toBe("Asia/Kolkata")
  await later(2)
  expect(await board()).toBe("Asia/Kolkata")
})

test("a changed zone counts when every day is marked in it, and no day is ever wrong before or after", async () => {
  const { send, flow, later, board } = river()
  await send(sessions())
  await flow()
  for (let minute = 0; minute < 5; minute++) await later(1)
  expect(await board()).toBe("UTC")
  await send([zoned("Australia/Lord_Howe")])
  await flow()
  expect(await board()).toBe("UTC")
  await later(1)
  expect(await board()).toBe("Australia/Lord_Howe")
  await later(5)
  expect(await board()).toBe("Australia/Lord_Howe")
  await send([zoned("UTC", 7)])
  await flow()
  for (let minute = 0; minute < 5; minute++) await later(1)
  expect(await board()).toBe("UTC")
})

test("a changed zone counts for what the platform adds up nowhere, too", async () => {
  const { send, flow, later, ground, model } = river()
  const times = told.slice(0, 120).map(({ createdAt }) => createdAt)
  await send(times.map((at) => event("activity.recorded", at, { org: ORG, resource: "Job", action: "Create" })))
  await flow()
  for (let minute = 0; minute < 5; minute++) await later(1)
  await send([zoned("Asia/Kolkata")])
  await flow()
  for (let minute = 0; minute < 5; minute++) await later(1)
  const [zone = "none"] = await zonesOfOrganization(model.db, ORG)
  const [from, to] = ["2026-11-06T18:30:00.000Z", "2026-11-19T18:30:00.000Z"]
  const days = await cubesByStart(ground, activityCube, { scope: ORG, zone }, "day", from, to)
  const recount = Map.groupBy(
    times.filter((at) => at >= from && at < to),
    (at) => dayOf(at, "Asia/Kolkata"),
  )
  expect(new Map([...days].map(([day, { count }]) => [day, count]))).toEqual(
    new Map([...recount].toReversed().map(([day, its]) => [day, its.length])),
  )
})

test("a zone that nobody knows is refused by the door and changes nothing", async () => {
  const { send, flow, model } = river()
  const [outcome] = (await send([zoned("Mars/Olympus")])).rejected
  expect(outcome?.reason).toContain("timeZone")
  await flow()
  expect(await zonesOfOrganization(model.db, ORG)).toEqual(["UTC"])
})
