import { expect, test } from "vitest"
import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import { instant, msOf } from "#shared/time.ts"
import { PROJECTS_APART_MAX } from "#shared/usage/usage-merge.ts"
import { close } from "../../functions/project/close.ts"
import { askAs, askAsAdmin } from "../support/ask.ts"
import { drawsOf } from "../support/sketch-shapes.ts"
import { callMaker, callsOf, consoleIn, NOW, ORG } from "./metrics-console.ts"
import { between, type Call, expectFigures, expectRecount } from "./metrics-recount.ts"

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

test("a call that no fold has seen for half an hour is counted in every window", async () => {
  const { ask, tell, clock } = await consoleIn("UTC", [])
  const call = callMaker(drawsOf(2))("2026-11-05T14:16:10.000Z")
  clock.now = "2026-11-05T14:16:30.000Z"
  await tell([call])
  clock.now = "2026-11-05T14:46:00.000Z"
  for (const window of METRICS_WINDOWS) expectRecount(await ask({ window }), [call])
  clock.now = "2026-11-05T15:46:00.000Z"
  for (const window of ["4h", "1d", "90d"]) expectRecount(await ask({ window }), [call])
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
  await tell(["2026-10-20T09:00:00.000Z", "2026-10-02T09:00:00.000Z"].map(callMaker(drawsOf(1))))
  expect(await ask({ window: "12h" })).toMatchObject({ totals: { requests: 0 }, historyBegins: "2026-10-02" })
})

test("of a project that is one of very many only sums are told, exactly, in steps that they are known for", async () => {
  const make = callMaker(drawsOf(6))
  const many = Array.from({ length: PROJECTS_APART_MAX + 9 }, (_, nth) => ({
    ...make("2026-11-03T09:30:20.000Z"),
    project: `many_${nth}`,
  }))
  const cheap = {
    ...make("2026-11-03T09:30:40.000Z"),
    project: "cheap",
    inputMicros: 0,
    outputMicros: 0,
    discountMicros: 400,
  }
  const evening = {
    ...make("2026-11-03T20:10:00.000Z"),
    project: "cheap",
    inputMicros: 0,
    outputMicros: 0,
    cachedMicros: 0,
  }
  const later = { ...make("2026-11-05T13:40:00.000Z"), project: "cheap" }
  const its = [cheap, evening, later]
  const { ask, clock, ground } = await consoleIn("UTC", [...many, ...its])
  clock.now = "2026-11-05T16:00:00.000Z"
  await close(ground)
  clock.now = NOW
  for (const window of ["7d", "30d", "365d"]) {
    const answer = await ask({ window, project: "cheap", compare: "previous" })
    expect(answer).toMatchObject({ top: null, errorTypes: null, totals: { latency: null } })
    expectFigures(answer.totals, its, { latency: false })
    for (const [at, point] of answer.points.entries())
      expectFigures(point, between(its, point.start, answer.points[at + 1]?.start ?? answer.window.to), {
        latency: false,
      })
  }
  expectRecount(await ask({ window: "4h", project: "cheap", compare: "previous" }), [later], "cheap")
})
