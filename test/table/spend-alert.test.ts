import { describe, expect, test } from "vitest"
import type { RaisedSpend } from "#shared/contract/spend-alerts.ts"
import { addDays, instant, MINUTE_MS, msOf, startOfDay } from "#shared/time.ts"
import { close } from "../../functions/project/close.ts"
import { evaluateSpend } from "../../functions/project/evaluate-spend.ts"
import {
  newestRaised,
  type NewSpendAlert,
  raiseSpend,
  spendAlertAdded,
  spendAlertDeleted,
  spendWatch,
} from "../../functions/table/spend-alert.ts"
import { event, machine } from "./machine.ts"

const ORG = "org_a"
const DOLLAR = 1_000_000
const NOW = "2026-11-20T14:02:00.000Z"

let count = 0
async function watched(zone = "UTC", start = NOW) {
  const it = machine(start, async () => [zone])
  const { ground, clock } = it
  const { db } = ground
  return {
    ...it,
    async tell(...calls: { at: string; dollars: number; project?: string; org?: string; id?: string }[]) {
      const events = calls.map(({ at, dollars, project = "site", org = ORG, id = `call_${++count}` }) => ({
        ...event("usage.recorded", at, { org, project, model: "large", inputCostUsd: String(dollars) }),
        id,
      }))
      expect(await it.send(events)).toMatchObject({ rejected: [] })
      await it.flow()
    },
    async watch(some: Partial<NewSpendAlert>): Promise<string> {
      const alertId = `alert_${++count}`
      const alert: NewSpendAlert = {
        alertId,
        name: null,
        project: null,
        kind: "day",
        amountMicros: 10 * DOLLAR,
        createdBy: { name: "Ada", isStaff: false },
        createdAt: clock.now,
        askedHash: "",
        ...some,
      }
      expect(await db.transact(spendAlertAdded(ORG, alert, clock.now))).toBe("done")
      return alertId
    },
    end: (alertId: string) => db.transact(spendAlertDeleted(ORG, alertId, clock.now)),
    /** So much later everything that is due is done. */
    async later(minutes = 5) {
      clock.now = instant(msOf(clock.now) + minutes * MINUTE_MS)
      await close(ground)
    },
    raised: async (): Promise<string[]> =>
      (await newestRaised(db, ORG, 100)).map(
        ({ period, spentMicros, limitMicros }: RaisedSpend) =>
          `${period} ${spentMicros / DOLLAR} > ${limitMicros / DOLLAR}`,
      ),
  }
}

describe("an alert on a day", () => {
  test("is raised once, with what was spent when it was noticed, and again on the next day", async () => {
    const it = await watched()
    await it.watch({})
    await it.tell({ at: NOW, dollars: 10 })
    await it.later()
    expect(await it.raised()).toEqual([])
    await it.tell({ at: NOW, dollars: 1 })
    await it.later()
    expect(await it.raised()).toEqual(["2026-11-20 11 > 10"])
    await it.tell({ at: NOW, dollars: 50 })
    await it.later()
    await it.later()
    expect(await it.raised()).toEqual(["2026-11-20 11 > 10"])
    await it.later(1_440)
    await it.tell({ at: it.clock.now, dollars: 12 })
    await it.later()
    expect(await it.raised()).toEqual(["2026-11-21 12 > 10", "2026-11-20 11 > 10"])
  })

  test("is looked at at once, then every five minutes, and told late it is raised for its own day", async () => {
    const it = await watched()
    await it.tell({ at: NOW, dollars: 11 })
    await it.watch({})
    await it.later(0)
    expect(await it.raised()).toHaveLength(1)
    expect((await spendWatch(it.ground.db, ORG))?.gsi2sk).toBe("2026-11-20T14:07:00.000Z")
    const other = await watched()
    await other.watch({})
    await other.later(24 * 60)
    await other.tell({ at: "2026-11-20T23:00:00.000Z", dollars: 11 })
    await other.later(4)
    // The work index lags behind: what it still names may not be due any more.
    await evaluateSpend(other.ground, ORG)
    expect(await other.raised()).toEqual([])
    await other.later(1)
    expect(await other.raised()).toEqual(["2026-11-20 11 > 10"])
  })

  test("what is told more than 48 hours after the day, or was over before the alert was made, raises nothing", async () => {
    const it = await watched()
    await it.watch({})
    await it.tell({ at: "2026-11-19T12:00:00.000Z", dollars: 99 })
    await it.later()
    await it.later(3 * 24 * 60)
    await it.tell({ at: NOW, dollars: 99 })
    await it.later()
    expect(await it.raised()).toEqual([])
  })

  test("repeated events and a look that is done again raise no second one", async () => {
    const it = await watched()
    await it.watch({})
    const call = { at: NOW, dollars: 6, id: "same" }
    await it.tell(call)
    await it.tell(call)
    await it.later()
    expect(await it.raised()).toEqual([])
    await it.tell({ at: NOW, dollars: 5 })
    await it.later()
    const watch = await spendWatch(it.ground.db, ORG)
    it.clock.now = watch!.gsi2sk!
    await Promise.all([evaluateSpend(it.ground, ORG), evaluateSpend(it.ground, ORG)])
    expect(await it.raised()).toEqual(["2026-11-20 11 > 10"])
  })

  test("of a project hears nothing of another project, and of no other organization", async () => {
    const it = await watched()
    await it.watch({ project: "help" })
    await it.tell({ at: NOW, dollars: 99 }, { at: NOW, dollars: 99, project: "help", org: "org_b" })
    await it.later()
    expect(await it.raised()).toEqual([])
    await it.tell({ at: NOW, dollars: 11, project: "help" })
    await it.later()
    expect(await it.raised()).toEqual(["2026-11-20 11 > 10"])
  })

  test("that is deleted is raised no more, and what it raised stays; without alerts nothing is looked at", async () => {
    const it = await watched()
    const [one, other] = [await it.watch({ amountMicros: 1 }), await it.watch({})]
    await it.tell({ at: NOW, dollars: 1 })
    await it.later()
    expect(await it.end(one)).toBe("done")
    expect(await it.end(one)).not.toBe("done")
    expect(await it.end(other)).toBe("done")
    await it.tell({ at: NOW, dollars: 99 })
    await it.later()
    await it.later()
    expect(await it.raised()).toEqual(["2026-11-20 1 > 0.000001"])
    expect((await spendWatch(it.ground.db, ORG))?.gsi2pk).toBeUndefined()
    await it.watch({})
    await it.later(0)
    expect(await it.raised()).toHaveLength(2)
  })

  test("that is deleted while it is looked at is not raised", async () => {
    const it = await watched()
    const alertId = await it.watch({})
    const raised = { alertId, name: null, project: null, kind: "day", period: "2026-11-20" } as const
    const amounts = { spentMicros: 11 * DOLLAR, limitMicros: 10 * DOLLAR, raisedAt: NOW }
    expect(await it.end(alertId)).toBe("done")
    expect(await raiseSpend(it.ground.db, ORG, { ...raised, ...amounts }, NOW)).toBe("refused")
    expect(await it.raised()).toEqual([])
  })

  test.each([
    ["of 25 hours", "2026-11-01", "2026-11-02T04:59:00.000Z"],
    ["of 23 hours", "2026-03-08", "2026-03-09T03:59:00.000Z"],
  ])("counts the whole of a day %s, and nothing of its neighbours", async (_, day, lastMinute) => {
    const zone = "America/New_York"
    const it = await watched(zone, startOfDay(day, zone))
    await it.watch({})
    const [first, next] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)]
    it.clock.now = instant(msOf(next) + MINUTE_MS)
    await it.tell(
      { at: instant(msOf(first) - 1), dollars: 90 },
      { at: first, dollars: 6 },
      { at: lastMinute, dollars: 4 },
      { at: next, dollars: 9 },
    )
    await it.later()
    expect(await it.raised()).toEqual([])
    await it.tell({ at: instant(msOf(next) - 1), dollars: 1 })
    await it.later()
    expect(await it.raised()).toEqual([`${day} 11 > 10`])
  })
})

test("an alert on a month adds up its days, and is raised once a month", async () => {
  const it = await watched("UTC", "2026-02-27T12:00:00.000Z")
  await it.watch({ kind: "month" })
  await it.tell({ at: "2026-01-31T12:00:00.000Z", dollars: 90 }, { at: "2026-02-01T00:00:00.000Z", dollars: 6 })
  await it.later()
  await it.tell({ at: it.clock.now, dollars: 4 })
  await it.later()
  expect(await it.raised()).toEqual([])
  await it.later(2 * 24 * 60)
  await it.tell({ at: "2026-02-28T23:59:59.000Z", dollars: 1 }, { at: it.clock.now, dollars: 10 })
  await it.later()
  expect(await it.raised()).toEqual(["2026-02 11 > 10"])
  await it.tell({ at: it.clock.now, dollars: 1 })
  await it.later()
  expect(await it.raised()).toEqual(["2026-03 11 > 10", "2026-02 11 > 10"])
})

test("the newest of what was raised hold the month's alert, however often those of its days were raised", async () => {
  const it = await watched()
  const { db } = it.ground
  const amounts = { name: null, project: null, spentMicros: 2, limitMicros: 1, raisedAt: NOW } as const
  const alertIds = [await it.watch({}), await it.watch({}), await it.watch({ kind: "month" })]
  for (let day = 1; day <= 20; day++)
    for (const alertId of alertIds.slice(0, 2)) {
      const period = addDays("2026-11-01", day - 1)
      expect(await raiseSpend(db, ORG, { ...amounts, alertId, kind: "day", period }, NOW)).toBe("done")
    }
  const month = { ...amounts, alertId: alertIds[2]!, kind: "month", period: "2026-11" } as const
  expect(await raiseSpend(db, ORG, month, NOW)).toBe("done")
  expect(await raiseSpend(db, ORG, month, NOW)).toBe("refused")
  const newest = await newestRaised(db, ORG, 5)
  expect(newest.map(({ period }) => period)).toEqual([
    "2026-11",
    ...["20", "20", "19", "19"].map((day) => `2026-11-${day}`),
  ])
})

test("an alert on what is unusual learns for four weeks", async () => {
  const it = await watched()
  await it.watch({ kind: "unusual", amountMicros: null })
  await it.tell({ at: NOW, dollars: 90 })
  await it.later()
  expect(await it.raised()).toEqual([])
  for (const week of [1, 2, 3]) await it.tell({ at: instant(msOf(NOW) - week * 7 * 86_400_000), dollars: 20 })
  await it.later()
  expect(await it.raised()).toEqual([])
  await it.tell({ at: instant(msOf(NOW) - 28 * 86_400_000), dollars: 20 })
  await it.tell({ at: instant(msOf(NOW) - 40 * 86_400_000), dollars: 1 })
  await it.later()
  expect(await it.raised()).toEqual(["2026-11-20 90 > 40"])
})
