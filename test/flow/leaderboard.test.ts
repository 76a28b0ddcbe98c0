import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { randomOf } from "../sim/random.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"
import { sessionLife } from "../support/session-life.ts"
import { finals, recount, type Snapshot } from "../support/session-recount.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const ACME = "org_acme"
const ZONE = "America/New_York"
const OWNER = "owner@acme.test"
let river: TestConsole
const random = randomOf(7)
const told = [
  ...Array.from({ length: 200 }, (_, nth) => sessionLife(random, nth, NOW, [ACME, "org_other"])).flat(),
  ...["completed", "active"].map((status, nth): Snapshot => {
    const at = `2026-11-20T13:${20 + nth}:00.000Z`
    const mine = { org: ACME, id: `mine${nth}`, user: OWNER, repo: "web", status, createdAt: at, updatedAt: at }
    return { ...mine, costUsd: "1.25", turns: 3, prCount: 1, ...(nth === 0 ? { durationSeconds: 60 } : {}) }
  }),
]

beforeAll(async () => {
  river = await startConsole({ now: NOW })
  await river.events([cloudEvent("organization.created", "2026-05-01T00:00:00.000Z", { id: ACME, timeZone: ZONE })])
  await river.settled()
  const sent = random.shuffled([...told, ...told.slice(0, 60)])
  for (let at = 0; at < sent.length; at += 90) {
    const batch = sent.slice(at, at + 90).map((one) => cloudEvent("session.updated", one.updatedAt, { ...one }))
    expect(await river.events(batch)).toMatchObject({ status: 202, body: { rejected: [] } })
  }
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const get = async (path: string, as = ADMIN) => river.call("GET", path, { as })
const SECTIONS = ["", "/timeseries", "/timeseries/by-user", "/repos", "/prs"]
const ofAcme = (section: string, query = "") => `/api/organizations/${ACME}/leaderboard${section}${query}`

describe("the five sections say what a recount says", () => {
  const cases = [
    { name: "the platform", path: "/api/leaderboard", zone: "UTC", mine: finals(told) },
    {
      name: "an organization in its own zone",
      path: `/api/organizations/${ACME}/leaderboard`,
      zone: ZONE,
      mine: finals(told).filter(({ org }) => org === ACME),
    },
  ]
  const windows = [
    [7, "calendar"],
    [14, "rolling"],
    [30, "calendar"],
    [90, "rolling"],
  ] as const
  const checkAll = async () => {
    for (const { path, zone, mine, name } of cases)
      for (const [days, window] of windows) {
        const truth = recount(mine, { days, window, zone, now: NOW })
        const asked = `?days=${days}&window=${window}`
        const bodies = []
        for (const section of SECTIONS) {
          const { status, body } = await get(`${path}${section}${asked}`)
          expect([status, body.reconciled, body.timeZone, body.start, body.end], `${name} ${section}`).toEqual([
            ...[200, true, zone, truth.start, NOW],
          ])
          bodies.push(body)
        }
        const [board, series, byUser, repos, prs] = bodies
        const { totalSessions, totalUsers, totalCostUsd, successRate, byStatus } = truth
        expect(board.summary).toMatchObject({ totalSessions, totalUsers, totalCostUsd, successRate, byStatus })
        for (const entry of board.entries) {
          const { sessions, prs, turns, costUsd, lastActiveAt, streakDays, activeNow } = truth.people.get(entry.user)!
          expect(entry).toMatchObject({ sessions, prs, turns, costUsd, lastActiveAt, streakDays, activeNow })
        }
        expect(board.entries).toHaveLength(truth.people.size)
        expect(series.points.map(({ day, total }: { day: string; total: number }) => [day, total])).toEqual(
          truth.points.map(({ day, total }) => [day, total]),
        )
        expect(series.points.at(-1).partial).toBe(true)
        expect(byUser.users.slice(-2)).toEqual(["__other__", "__unknown__"])
        expect(repos.repos.map((one: { repo: string }) => one.repo).sort()).toEqual([...truth.repos.keys()].sort())
        expect(prs.totalPrs).toBe(truth.prs.totalPrs)
      }
  }
  test("before anything is folded", checkAll)
  test("when everything is", async () => {
    await river.advance(0)
    await river.settled()
    await checkAll()
  })
})

test("ranks, badges, tones and flames follow their definitions", async () => {
  const { body } = await get(ofAcme("", "?days=90&rank=cost&compare=previous"))
  const ranked = body.entries.filter(({ user }: { user: string | null }) => user !== null)
  const costs = ranked.map(({ costUsd }: { costUsd: number }) => costUsd)
  expect(costs).toEqual([...costs].sort((one, other) => other - one))
  expect(ranked.slice(0, 3).map(({ badge }: { badge: string }) => badge)).toEqual(["gold", "silver", "bronze"])
  expect(body.entries.at(-1)).toMatchObject({ user: null, userId: null, rank: null, badge: null, streakDays: 0 })
  expect(body.previous.end < body.start).toBe(true)
  for (const { rank, successRate, tone } of ranked) {
    expect(rank).toBeGreaterThan(0)
    expect(tone).toBe(successRate === null ? null : successRate > 0.8 ? "green" : successRate < 0.5 ? "red" : "amber")
  }
})

test("anything but the known windows is refused, with what would be right", async () => {
  for (const query of ["days=8", "days=", "days=30.0", "window=week", "rank=name", "compare=next"])
    expect(await get(`/api/leaderboard?${query}`)).toMatchObject({
      status: 400,
      body: { code: "invalid", where: query.split("=")[0], wanted: expect.stringContaining("one of") },
    })
})

test("boards are for staff and for those who belong there; others' are missing", async () => {
  for (const section of SECTIONS) {
    expect((await get(`/api/leaderboard${section}`, OWNER)).status).toBe(403)
    expect((await get(`/api/organizations/org_other/leaderboard${section}`, OWNER)).status).toBe(404)
    expect((await get(`/api/organizations/org_none/leaderboard${section}`)).status).toBe(404)
    expect((await get(ofAcme(section), "readonly@acme.test")).status).toBe(200)
  }
})

test("a viewer of the staff reads no e-mail address", async () => {
  const { body } = await get(ofAcme("", "?days=90"), "viewer@demo.test")
  expect(JSON.stringify(body)).not.toContain(OWNER)
  expect(body.entries.map(({ user }: { user: string }) => user)).toContain("o…@acme.test")
})

test("who hides stays in the totals, sees the own row, and can come back", async () => {
  const row = (body: { entries: { user: string }[] }) => body.entries.find(({ user }) => user === OWNER)
  const before = (await get(ofAcme(""), OWNER)).body
  expect(row(before)).toMatchObject({ you: true, hidden: false })
  const hide = (hidden: boolean) => river.call("PUT", "/api/me/board", { as: OWNER, body: { hidden } })
  expect(await hide(true)).toMatchObject({ status: 200, body: { hidden: true } })
  const others = (await get(ofAcme(""))).body
  expect(row(others)).toBeUndefined()
  expect(others.summary).toEqual(before.summary)
  expect(others.hidden).toMatchObject({ users: 1, sessions: 2, prs: 2, turns: 6, costUsd: 2.5 })
  expect(others.reconciled).toBe(true)
  expect((await get(ofAcme("/timeseries/by-user"))).body.users).not.toContain(OWNER)
  expect(row((await get(ofAcme(""), OWNER)).body)).toMatchObject({ you: true, hidden: true, rank: null })
  await hide(false)
  expect((await get(ofAcme(""))).body.hidden.users).toBe(0)
  const { body } = await get("/api/audit")
  expect(body.items.map(({ action }: { action: string }) => action)).toEqual(
    expect.arrayContaining(["board.hidden", "board.shown"]),
  )
})

test("a board that is switched off is closed to members, not to staff", async () => {
  const turn = (as: string, on: boolean) => river.call("PUT", `/api/organizations/${ACME}/board`, { as, body: { on } })
  expect((await turn("member@acme.test", false)).status).toBe(403)
  expect(await turn(OWNER, false)).toMatchObject({ status: 200, body: { on: false } })
  expect(await get(ofAcme(""), "member@acme.test")).toMatchObject({ status: 403, body: { where: "board" } })
  expect(await get(ofAcme(""))).toMatchObject({ status: 200, body: { on: false } })
  expect(await turn(ADMIN, true)).toMatchObject({ status: 200, body: { on: true } })
  expect(await get(ofAcme(""), OWNER)).toMatchObject({ status: 200, body: { on: true } })
  expect((await turn("orgadmin@acme.test", false)).status).toBe(200)
  expect(await turn("orgadmin@acme.test", true)).toMatchObject({ status: 200, body: { on: true } })
  expect((await get(ofAcme(""), "member@acme.test")).status).toBe(200)
})

test("a session's later news changes what it should and nothing else", async () => {
  const before = (await get(ofAcme(""))).body.summary
  const told = { org: ACME, id: "mine1", user: OWNER, repo: "web", createdAt: "2026-11-20T13:21:00.000Z" }
  const later = { ...told, status: "stopped", updatedAt: "2026-11-20T13:50:00.000Z", costUsd: "2.000001", prCount: 1 }
  const event = cloudEvent("session.updated", later.updatedAt, later)
  expect((await river.events([event])).body).toMatchObject({ accepted: 1, duplicates: 0 })
  expect((await river.events([event])).body).toMatchObject({ accepted: 0, duplicates: 1 })
  const stale = { ...told, status: "failed", updatedAt: "2026-11-20T13:30:00.000Z" }
  await river.events([cloudEvent("session.updated", NOW, stale)])
  const ahead = { ...told, id: "ahead", status: "active", createdAt: "2026-11-20T14:20:00.000Z" }
  const skewed = await river.events([cloudEvent("session.updated", NOW, { ...ahead, updatedAt: ahead.createdAt })])
  expect(skewed.body.rejected[0].reason).toContain("ahead of our clock")
  await river.settled()
  const after = (await get(ofAcme(""))).body.summary
  expect(after.totalSessions).toBe(before.totalSessions)
  expect(after.totalCostUsd).toBeCloseTo(before.totalCostUsd + 0.750001, 9)
  expect(after.byStatus).toEqual({
    ...before.byStatus,
    active: before.byStatus.active - 1,
    cancelled: before.byStatus.cancelled + 1,
  })
})
