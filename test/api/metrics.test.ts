import { describe, expect, test } from "vitest"
import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import { addDays, dayOf, instant, msOf, wallTime } from "#shared/time.ts"
import { close } from "../../functions/project/close.ts"
import { callsOf, consoleIn, MINUTE, NOW } from "./metrics-console.ts"
import { between, type Call, expectFigures, expectRecount } from "./metrics-recount.ts"

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

  test("a project's figures are its own, everything that an organization has", async () => {
    const calls = callsOf(zone, 9)
    const { ground, clock, ask, tell } = await consoleIn(zone, calls)
    const late = callsOf(zone, 10).filter((_, nth) => nth % 9 === 0)
    const expectAll = async (known: readonly Call[]) => {
      const its = known.filter(({ project }) => project === "project_2")
      for (const window of METRICS_WINDOWS) {
        const answer = await ask({ window, project: "project_2", compare: "previous" })
        expect(answer.points).toHaveLength(POINTS[window])
        expectSteps(answer, zone)
        expectRecount(answer, known, "project_2")
        const { previous } = answer
        expectFigures(previous.totals, between(its, previous.from, previous.to))
        for (const row of answer.top.models.rows)
          expect(row.previous.requests).toBe(
            between(its, previous.from, previous.to).filter(({ model }) => model === row.name).length,
          )
      }
    }
    await expectAll(calls)
    clock.now = instant(msOf(NOW) + 3_000)
    await close(ground)
    clock.now = NOW
    await expectAll(calls)
    await tell(late)
    await expectAll([...calls, ...late])
  }, 180_000)
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
