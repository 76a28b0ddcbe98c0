import { describe, expect, test, vi } from "vitest"
import { close } from "../../functions/project/close.ts"
import { sessionsIn, streaksIn } from "../../functions/api/board-read.ts"
import { firstDayOf } from "../../functions/table/history.ts"
import { sessionCube } from "#shared/usage/session-cube.ts"
import { boardEntries } from "#shared/usage/board-entries.ts"
import { boardByUser, boardDays, boardPrs, boardRepos, boardSummary } from "#shared/usage/board-figures.ts"
import { boardWindow } from "#shared/usage/board-window.ts"
import { DAY_MS, type Instant, instant, MINUTE_MS, msOf, type Zone } from "#shared/time.ts"
import { randomOf } from "../sim/random.ts"
import { machine } from "./machine.ts"
import { finals, recount, type Snapshot } from "../support/session-recount.ts"
import { sessionLife } from "../support/session-life.ts"

const ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"] as const
/** New York and Lord Howe changed their clocks within the 90 days before. */
const NOW = "2026-11-20T14:02:09.500Z"
const ORGS = ["org_one", "org_two"]

/** Somebody who has been there every day for longer than any board looks back. */
const daily = (now: Instant): Snapshot[] =>
  Array.from({ length: 170 }, (_, nth): Snapshot => {
    const at = instant(msOf(now) - nth * DAY_MS - 90 * MINUTE_MS)
    const person = { org: "org_one", id: `daily${nth}`, user: "daily", status: "active" }
    return { ...person, createdAt: at, updatedAt: at }
  })

const eventOf = (told: Snapshot, nth: number) => ({
  specversion: "1.0",
  id: `e${nth}`,
  source: "agents",
  type: "session.updated",
  time: told.updatedAt,
  data: told,
})

const within = (said: number | null, truth: number | null, part: number) => {
  if (truth === null) return expect(said).toBeNull()
  expect(Math.abs(said! - truth)).toBeLessThanOrEqual(truth * part + 1e-9)
}

async function check(river: ReturnType<typeof machine>, told: readonly Snapshot[], scope: string, zone: Zone) {
  const now = river.clock.now
  const mine = finals(told).filter(({ org }) => scope === "platform" || org === scope)
  for (const days of [7, 14, 30, 90])
    for (const kind of ["calendar", "rolling"] as const) {
      const window = boardWindow({ days, window: kind }, now, zone)
      const truth = recount(mine, { days, window: kind, zone, now })
      const sessions = await sessionsIn(river.ground, scope, zone, window)
      const begins = firstDayOf(river.ground.db, sessionCube, scope, zone)
      const streaks = await streaksIn(river.ground, scope, zone, window, sessions, begins)
      const where = `${scope} ${zone} ${days} ${kind}`
      expect(window.from, where).toBe(truth.start)
      const { totalSessions, totalUsers, totalCostUsd, successRate, byStatus } = truth
      expect(boardSummary(sessions), where).toMatchObject({
        ...{ totalSessions, totalUsers, totalCostUsd, successRate, byStatus },
      })
      const points = boardDays(sessions, window.days, () => false)
      expect(
        points.map((point) => ({ ...point, partial: undefined })),
        where,
      ).toEqual(truth.points.map((point) => ({ ...point, partial: undefined })))
      if (kind === "calendar") expect(points).toHaveLength(days)
      const entries = boardEntries(sessions, {
        ...{ rank: "sessions", now, mine: new Set(), hidden: new Set() },
        nameOf: (id) => id.slice("u_".length),
        streakDaysOf: (id) => streaks.get(id) ?? 0,
      })
      expect(new Set(entries.map(({ user }) => user)), where).toEqual(new Set(truth.people.keys()))
      for (const entry of entries) {
        const { avgDurationSeconds, p50, p95, byDay: _, ...exact } = truth.people.get(entry.user)!
        expect(entry, where).toMatchObject(exact)
        within(entry.avgDurationSeconds, avgDurationSeconds, 1e-9)
        within(entry.p50DurationSeconds, p50, 0.01)
        within(entry.p95DurationSeconds, p95, 0.01)
      }
      const byUser = boardByUser(sessions, window.days, {
        ...{ hidden: new Set<string>(), nameOf: (id: string) => id.slice("u_".length), running: () => false },
      })
      for (const user of byUser.users.filter((user) => truth.people.has(user)))
        for (const { day, counts } of byUser.points)
          expect(counts[user], `${where} ${user} ${day}`).toBe(truth.people.get(user)!.byDay.get(day))
      for (const { counts, day } of byUser.points)
        expect(Object.values(counts).reduce((sum, one) => sum + one, 0)).toBe(
          truth.points.find((point) => point.day === day)!.total,
        )
      const { repos } = boardRepos(sessions)
      expect(
        new Map(repos.map(({ repo, sessions, prs, costUsd }) => [repo, { sessions, prs, costUsd }])),
        where,
      ).toEqual(truth.repos)
      const prs = boardPrs(sessions, now)
      for (const [field, value] of Object.entries(truth.prs)) within(prs[field as keyof typeof prs], value, 1e-9)
    }
}

describe("boards say what a recount of the final snapshots says", () => {
  test.each(ZONES)("in %s: shuffled, repeated, in any batches, before and after anything is folded", async (zone) => {
    const random = randomOf(ZONES.indexOf(zone) + 1)
    const river = machine(NOW, async (scope) => (scope === "platform" ? ["UTC", zone] : [zone]))
    const told = [...daily(NOW), ...Array.from({ length: 350 }, (_, nth) => sessionLife(random, nth, NOW, ORGS)).flat()]
    const sent = random.shuffled([...told, ...random.shuffled(told).slice(0, 150)])
    const half = Math.floor(sent.length / 2)
    const some: Snapshot[] = []
    for (let at = 0; at < sent.length; ) {
      const size = 1 + random.below(120)
      const batch = sent.slice(at, at + size)
      const answer = await river.send(batch.map((one, nth) => eventOf(one, at + nth)))
      expect(answer.rejected).toEqual([])
      some.push(...batch)
      if (at < half && at + size >= half) {
        await river.flow()
        for (const org of ORGS) await check(river, some, org, zone)
        await check(river, some, "platform", zone)
        await close(river.ground)
      }
      at += size
    }
    await river.flow()
    await check(river, told, "org_one", zone)
    await check(river, told, "platform", zone)
    for (let minute = 1; minute <= 8; minute++) {
      river.clock.now = instant(msOf(NOW) + minute * MINUTE_MS)
      await close(river.ground)
      await river.flow()
    }
    for (const scope of [...ORGS, "platform"]) await check(river, told, scope, zone)
  })
})

test.each([
  ["in the first hour of a day", "2026-11-20T00:40:00.000Z", 2],
  ["later in it", NOW, 3],
])("a second reader %s merges what is over no second time", async (_, now, over) => {
  const river = machine(now)
  await river.send(daily(now).map(eventOf))
  await river.flow()
  for (let minute = 1; minute <= 8; minute++) {
    river.clock.now = instant(msOf(now) + minute * MINUTE_MS)
    await close(river.ground)
    await river.flow()
  }
  const merge = vi.spyOn(sessionCube, "merge")
  const merges = async () => {
    merge.mockClear()
    await sessionsIn(
      river.ground,
      "org_one",
      "UTC",
      boardWindow({ days: 30, window: "calendar" }, river.clock.now, "UTC"),
    )
    return merge.mock.calls.map(([cubes]) => cubes.length)
  }
  const [first, second] = [await merges(), await merges()]
  expect(second).toHaveLength(first.length - over)
  merge.mockRestore()
})
