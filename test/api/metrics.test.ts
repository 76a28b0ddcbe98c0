import { describe, expect, test } from "vitest"
import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import { addDays, atWallTime, dayOf, instant, msOf, wallTime } from "#shared/time.ts"
import { metricsRoutes } from "../../functions/api/metrics.ts"
import { close } from "../../functions/project/close.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { askAs, askAsAdmin } from "../support/ask.ts"
import { drawsOf } from "../support/sketch-shapes.ts"
import { machine } from "../table/machine.ts"
import { between, type Call, eventOf, expectFigures, expectRecount } from "./metrics-recount.ts"

const NOW = "2026-11-05T14:02:33.500Z"
const MINUTE = 60_000
const DAY = 1_440 * MINUTE

let count = 0
/** A call with everything about it drawn by chance, the same for a seed. */
function callMaker(draw: () => number, org = "org_a") {
  const below = (most: number) => Math.floor(draw() * most)
  const some = (name: string, most: number) => (draw() < 0.1 ? null : `${name}_${below(most)}`)
  return (at: string): Call => ({
    id: `call_${++count}`,
    at,
    org,
    project: some("project", 4),
    apiKey: some("key", 6),
    user: some("user", 30),
    model: some("model", 5),
    inputTokens: below(20_000),
    outputTokens: below(3_000),
    cachedTokens: draw() < 0.5 ? 0 : below(9_000),
    inputMicros: below(60_000),
    outputMicros: below(45_000),
    cachedMicros: below(300),
    discountMicros: below(200),
    durationMs: draw() < 0.1 ? null : Math.exp(4 + 4 * draw()),
    errorType: draw() < 0.1 ? ["timeout", "overloaded", "429"][below(3)]! : null,
  })
}

/** Calls of more than a year, thicker towards now, and around the midnights of a zone. */
function callsOf(zone: string, seed: number): Call[] {
  const draw = drawsOf(seed)
  const make = callMaker(draw)
  const ago = (most: number) => instant(msOf(NOW) - Math.floor(draw() * most) - 1)
  const times = [
    ...Array.from({ length: 60 }, () => ago(60 * MINUTE)),
    ...Array.from({ length: 60 }, () => ago(DAY)),
    ...Array.from({ length: 60 }, () => ago(8 * DAY)),
    ...Array.from({ length: 80 }, () => ago(95 * DAY)),
    ...Array.from({ length: 80 }, () => ago(390 * DAY)),
  ]
  for (const daysAgo of [1, 4, 5, 6, 7, 20, 32, 33, 45, 90, 91, 200, 360]) {
    const midnight = msOf(atWallTime(`${addDays(dayOf(NOW, zone), -daysAgo)}T00:00`, zone))
    for (const ms of [-40 * MINUTE, -1, 0, 10 * MINUTE, 40 * MINUTE]) times.push(instant(midnight + ms))
  }
  return times.map(make)
}

const ORG = { organizationId: "org_a" }

async function consoleIn(zone: string, calls: readonly Call[]) {
  const it = machine(NOW, async () => [zone])
  await saveOrganization(it.ground.db, "org_a", { name: "A", timeZone: zone, known: true }, "1", NOW)
  const admin = await askAsAdmin(it.ground.db)
  const [route] = metricsRoutes(it.ground)
  const ask = async (query: Record<string, string>) => {
    const { status, body } = await admin(route!, { path: ORG, query })
    expect(body).not.toHaveProperty("code")
    expect(status).toBe(200)
    return body
  }
  const tell = async (some: readonly Call[]) => {
    for (let at = 0; at < some.length; at += 100)
      expect(await it.send(some.slice(at, at + 100).map(eventOf))).toMatchObject({ rejected: [] })
    await it.flow()
  }
  await tell(calls)
  return { ...it, ask, tell, route: route! }
}

const POINTS = { "1h": 60, "4h": 48, "12h": 48, "1d": 48, "7d": 56, "30d": 60, "90d": 90, "365d": 53 }

describe.each(["UTC", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"])("in %s", (zone) => {
  test("every window is what its calls add up to, folded or not, and so is the one before", async () => {
    const calls = callsOf(zone, 7)
    const { ground, clock, ask, tell } = await consoleIn(zone, calls)
    const late = callsOf(zone, 8).filter((_, nth) => nth % 9 === 0)
    const expectAll = async (known: readonly Call[]) => {
      for (const window of METRICS_WINDOWS) {
        const answer = await ask({ window, compare: "previous" })
        expect(answer.points).toHaveLength(POINTS[window])
        expectSteps(answer, zone)
        expectRecount(answer, known)
        const { from, to, totals } = answer.previous
        expectFigures(totals, between(known, from, to))
        expect(to <= answer.window.from).toBe(true)
        const shorterMs = msOf(answer.window.to) - msOf(answer.window.from) - (msOf(to) - msOf(from))
        if (zone === "UTC") expect(shorterMs).toBe(["90d", "365d"].includes(window) ? 33_500 : 0)
        for (const row of answer.top.users.rows)
          expect(row.previous.requests).toBe(between(known, from, to).filter(({ user }) => user === row.label).length)
      }
    }
    const foldAll = async () => {
      clock.now = instant(msOf(NOW) + 3_000)
      expect(await close(ground)).toBeGreaterThan(0)
      clock.now = NOW
    }
    await expectAll(calls)
    await foldAll()
    await expectAll(calls)
    await tell(late)
    await expectAll([...calls, ...late])
    await foldAll()
    await expectAll([...calls, ...late])
  }, 180_000)

  test("a project's figures are its own, step by step", async () => {
    const calls = callsOf(zone, 9)
    const { ground, clock, ask } = await consoleIn(zone, calls)
    clock.now = instant(msOf(NOW) + 3_000)
    await close(ground)
    clock.now = NOW
    for (const window of METRICS_WINDOWS) {
      const answer = await ask({ window, project: "project_2", compare: "previous" })
      const { from, to } = answer.window
      const its = calls.filter(({ project }) => project === "project_2")
      expectFigures(answer.totals, between(its, from, to), { latency: false })
      expect(answer).toMatchObject({ top: null, errorTypes: null, totals: { latency: null } })
      for (const [at, { start, ...point }] of answer.points.entries()) {
        const end = answer.points[at + 1]?.start ?? to
        expectFigures(point, between(its, start < from ? from : start, end), { latency: false })
      }
      const { previous } = answer
      expectFigures(previous.totals, between(its, previous.from, previous.to), { latency: false })
    }
  }, 120_000)
})

test("a late call, a batch told twice and a clock that is ahead change what they should, and nothing else", async () => {
  const make = callMaker(drawsOf(3))
  const calls = ["2026-11-05T13:20:00.000Z", "2026-11-05T14:01:10.000Z", "2026-11-02T09:00:00.000Z"].map(make)
  const { clock, ground, ask, tell } = await consoleIn("UTC", calls)
  const [late, ahead, other] = [make("2026-11-03T09:30:00.000Z"), make("2026-11-05T14:05:00.000Z"), make(NOW)]
  const expectNow = async (known: readonly Call[]) => {
    for (const window of ["1h", "7d", "90d"]) expectRecount(await ask({ window }), known)
  }
  await tell(calls)
  await expectNow(calls)
  clock.now = instant(msOf(NOW) + 3_000)
  await close(ground)
  clock.now = NOW
  await expectNow(calls)
  await tell([
    calls[1]!,
    late,
    ahead,
    { ...other, at: "2026-11-05T14:02:33.600Z" },
    { ...other, org: "org_b", id: "b" },
  ])
  await expectNow([...calls, late])
  const known = [...calls, late, ahead, { ...other, at: "2026-11-05T14:02:33.600Z" }]
  clock.now = "2026-11-05T14:06:00.000Z"
  await expectNow(known)
  await close(ground)
  await expectNow(known)
  clock.now = "2026-11-05T16:00:00.000Z"
  await close(ground)
  await expectNow(known)
})

test("costs are for staff, owners and admins; the others see who used most by tokens", async () => {
  const calls = callsOf("UTC", 4)
  const { ground, route } = await consoleIn("UTC", calls)
  for (const role of ["owner", "admin", "member", "viewer"] as const) {
    const asker = await askAs(ground.db, { personId: role, memberships: { org_a: role } })
    const { body, status } = await asker(route, { path: ORG, query: { window: "7d", compare: "previous" } })
    expect(status).toBe(200)
    const text = JSON.stringify(body)
    expect({ role, cost: /[cC]ost|[mM]icros/.test(text.replace('"rankedBy":"cost"', "")) }).toEqual({
      role,
      cost: role === "owner" || role === "admin",
    })
    expect(body.rankedBy).toBe(role === "owner" || role === "admin" ? "cost" : "tokens")
    expectFigures(body.totals, between(calls, body.window.from, body.window.to), { cost: body.rankedBy === "cost" })
    const measures = body.top.users.rows.map(
      (row: { tokens: number; costMicros?: number }) => row.costMicros ?? row.tokens,
    )
    expect(measures).toEqual([...measures].sort((one, two) => two - one))
    const foreign = await asker(route, { path: { organizationId: "org_b" } })
    expect(foreign).toMatchObject({ status: 404, body: { code: "missing" } })
  }
})

test("any time can be asked for, from the step it begins in, and is refused where it is none", async () => {
  const calls = callsOf("America/New_York", 5)
  const { ask, ground, route } = await consoleIn("America/New_York", calls)
  for (const [from, to, step] of [
    ["2026-11-05T12:00:30.000Z", "2026-11-05T13:00:00.000Z", { unit: "minute", count: 1 }],
    ["2026-11-05T07:07:00.000Z", "2026-11-05T13:00:00.000Z", { unit: "minute", count: 5 }],
    ["2026-10-31T07:07:00.000Z", "2026-11-02T13:00:00.000Z", { unit: "minute", count: 30 }],
    ["2026-08-11T07:07:00.000Z", "2026-11-05T23:00:00.000Z", { unit: "day", count: 1 }],
    ["2026-05-11T07:07:00.000Z", "2026-11-05T13:00:00.000Z", { unit: "day", count: 3 }],
  ] as const) {
    const answer = await ask({ from, to, compare: "previous" })
    expect(answer.window).toMatchObject({ name: null, bucket: step, to: to < NOW ? to : NOW })
    expect(answer.window.from <= from).toBe(true)
    expect(answer.points.length).toBeLessThanOrEqual(121)
    expectRecount(answer, calls)
    const { previous } = answer
    expectFigures(previous.totals, between(calls, previous.from, previous.to))
  }
  const admin = await askAsAdmin(ground.db)
  for (const query of [
    { from: "2026-11-05T12:00:30.000Z" },
    { from: "2026-11-05T12:00:30.000Z", to: "2026-11-05T12:00:30.000Z" },
    { from: "2023-11-05T12:00:30.000Z", to: "2026-11-05T12:00:30.000Z" },
    { from: "2026-11-06T12:00:30.000Z", to: "2026-11-07T12:00:30.000Z" },
    { window: "2d" },
  ] as Record<string, string>[])
    expect(await admin(route, { path: ORG, query })).toMatchObject({
      status: 400,
      body: { wanted: expect.any(String) },
    })
})

test("an organization without calls has zeros, and no rates", async () => {
  const { ask, tell } = await consoleIn("UTC", [])
  const empty = await ask({ window: "12h", compare: "previous" })
  expect(empty).toMatchObject({
    totals: { requests: 0, errorRate: null, latency: null, cost: { totalMicros: 0 } },
    historyBegins: null,
    previous: { changes: { requests: { before: 0, difference: 0, ratio: null }, errorRate: { difference: null } } },
  })
  await tell([callMaker(drawsOf(1))("2026-10-02T09:00:00.000Z")])
  expect(await ask({ window: "12h" })).toMatchObject({ totals: { requests: 0 }, historyBegins: "2026-10-02" })
})

/** Steps follow each other without a gap, the open one last; days begin at midnight of the zone. */
function expectSteps(
  { points, window }: Awaited<ReturnType<Awaited<ReturnType<typeof consoleIn>>["ask"]>>,
  zone: string,
) {
  const { unit, count: size } = window.bucket
  expect(points[0].start).toBe(window.from)
  expect(points.map(({ partial }: { partial: boolean }) => partial).lastIndexOf(false)).toBe(points.length - 2)
  for (const [at, { start }] of points.entries()) {
    const before = points[at - 1]?.start
    if (unit === "minute") {
      expect(msOf(start) % (size * MINUTE)).toBe(0)
      if (before) expect(msOf(start) - msOf(before)).toBe(size * MINUTE)
    } else {
      expect(wallTime(start, zone).slice(11)).toBe("00:00")
      if (before) expect(dayOf(start, zone)).toBe(addDays(dayOf(before, zone), size))
      if (size === 7) expect(new Date(dayOf(start, zone)).getUTCDay()).toBe(1)
    }
  }
}
