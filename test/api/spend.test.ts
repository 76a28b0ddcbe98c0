import { describe, expect, test } from "vitest"
import { METRICS_WINDOWS } from "#shared/contract/metrics.ts"
import type { SpendCourse, SpendMonth } from "#shared/contract/spend.ts"
import { dayOf, instant, msOf } from "#shared/time.ts"
import { close } from "../../functions/project/close.ts"
import { spendRoutes } from "../../functions/api/spend.ts"
import { askAs } from "../support/ask.ts"
import { callsOf, consoleIn, NOW, ORG } from "./metrics-console.ts"
import { between, type Call } from "./metrics-recount.ts"

const micros = (calls: readonly Call[]) =>
  calls.reduce((sum, one) => sum + one.inputMicros + one.outputMicros + one.cachedMicros - one.discountMicros, 0)

describe.each(["UTC", "America/New_York", "Australia/Lord_Howe"])("in %s", (zone) => {
  test("course and month are what the calls add up to, folded or not", async () => {
    const calls = callsOf(zone, 17)
    const { ground, clock } = await consoleIn(zone, calls)
    const reader = await askAs(ground.db, { personId: "reader", staffRole: "viewer", memberships: {} })
    const [course, month] = spendRoutes(ground)
    for (const folded of [false, true]) {
      if (folded) {
        clock.now = instant(msOf(NOW) + 3_000)
        expect(await close(ground)).toBeGreaterThan(0)
        clock.now = NOW
      }
      for (const window of METRICS_WINDOWS)
        for (const [by, field, project] of [
          ["models", "model"],
          ["projects", "project"],
          ["models", "model", "project_1"],
        ] as const) {
          const query: Record<string, string> = { window, by, ...(project ? { project } : {}) }
          const told = (await reader(course!, { path: ORG, query })).body as SpendCourse
          const { from, to } = told.window
          for (const [at, point] of told.points.entries()) {
            const end = told.points[at + 1]?.start ?? to
            const its = between(calls, point.start < from ? from : point.start, end).filter(
              (call) => project === undefined || call.project === project,
            )
            for (const [nth, name] of told.names.entries())
              expect(point.costsMicros[nth], `${window} ${name} ${point.start}`).toBe(
                micros(its.filter((call) => call[field] === name)),
              )
            expect(point.restMicros).toBe(0)
          }
          const totals = told.names.map((_, nth) => told.points.reduce((sum, one) => sum + one.costsMicros[nth]!, 0))
          expect(totals).toEqual([...totals].sort((one, other) => other - one))
        }
      for (const project of [undefined, "project_1"]) {
        const query: Record<string, string> = project ? { project } : {}
        const told = (await reader(month!, { path: ORG, query })).body as SpendMonth
        const its = calls.filter((call) => project === undefined || call.project === project)
        for (const { day, costMicros } of told.days)
          expect(costMicros, day).toBe(micros(its.filter(({ at }) => at < NOW && dayOf(at, zone) === day)))
        expect(told).toMatchObject({
          month: "2026-11",
          timeZone: zone,
          daysInMonth: 30,
          fullDays: told.days.length - 1,
        })
      }
    }
  }, 120_000)
})

test("only what costs most has a name of its own; the rest is put together", async () => {
  const [one] = callsOf("UTC", 3)
  const calls = Array.from({ length: 11 }, (_, nth) => ({
    ...one!,
    id: `dear_${nth}`,
    at: NOW,
    model: nth === 4 ? null : `model_${nth}`,
    inputMicros: 1_000 * (nth + 1),
    outputMicros: 0,
    cachedMicros: 0,
    discountMicros: 0,
  })).map((call) => ({ ...call, at: instant(msOf(NOW) - 60_000) }))
  const { ground } = await consoleIn("UTC", calls)
  const reader = await askAs(ground.db, { personId: "reader", staffRole: "viewer", memberships: {} })
  const told = (await reader(spendRoutes(ground)[0]!, { path: ORG, query: { window: "1h", by: "models" } })).body
  expect(told.names).toEqual([10, 9, 8, 7, 6, 5, null, 3].map((nth) => (nth === null ? null : `model_${nth}`)))
  const sums = told.points.map(({ restMicros }: SpendCourse["points"][number]) => restMicros)
  expect(sums.reduce((sum: number, rest: number) => sum + rest, 0)).toBe(1_000 + 2_000 + 3_000)
})

test("a window that is none is refused, and says what would be right", async () => {
  const { ground } = await consoleIn("UTC", [])
  const reader = await askAs(ground.db, { personId: "reader", staffRole: "viewer", memberships: {} })
  const [course] = spendRoutes(ground)
  for (const [query, where] of [
    [{}, "by"],
    [{ by: "users" }, "by"],
    [{ by: "models", window: "2d" }, "window"],
    [{ by: "models", from: NOW }, "to"],
    [{ by: "models", from: "2027-01-01T00:00:00.000Z", to: "2027-01-02T00:00:00.000Z" }, "from"],
  ] as const) {
    const { status, body } = await reader(course!, { path: ORG, query: query as Record<string, string> })
    expect([status, body.where], JSON.stringify(query)).toEqual([400, where])
    expect(body.wanted).toBeTruthy()
  }
})
