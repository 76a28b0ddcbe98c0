import { beforeAll, expect, test } from "vitest"
import { type History, history } from "../../infra/local/demo/history.ts"
import { DAY_MS, HOUR_MS, msOf } from "#shared/time.ts"

const NOW = "2026-11-20T14:02:09.500Z"

let told: History
beforeAll(() => {
  told = history(NOW)
})

const eventsOf = (type: string) => told.events.filter((event) => event.type === type)
/** Ends of days so long ago, as pages look back at them, and now. */
const looks = (fromDays: number, toDays: number) => [
  msOf(NOW),
  ...Array.from(
    { length: toDays - fromDays + 1 },
    (_, nth) => msOf("2026-11-21T00:00:00.000Z") - (fromDays + nth) * DAY_MS,
  ),
]
/** Which looks back find no event of a type within so many milliseconds before them. */
const blind = (type: string, beforeMs: number, ends: readonly number[]) => {
  const times = eventsOf(type).map(({ time }) => msOf(time))
  return ends.filter((end) => !times.some((time) => time >= end - beforeMs && time < end)).map((end) => new Date(end))
}

test("every organization has its owner, and some have a team", () => {
  const members = Map.groupBy(eventsOf("member.added"), ({ data }) => String(data["org"]))
  const owners = eventsOf("organization.created").map(({ data }) => [
    data["ownerId"],
    members
      .get(String(data["id"]))
      ?.filter(({ data: { role } }) => role === "owner")
      .map(({ data: { user } }) => user),
  ])
  expect(owners.length).toBeGreaterThan(70)
  for (const [owner, told] of owners) expect(told).toEqual([owner])
  expect([...members.values()].filter((some) => some.length > 2).length).toBeGreaterThan(3)
})

test("every project and key that calls name was told, keys by their beginning alone, and a workspace is stuck", () => {
  const idsOf = (type: string) => new Set(eventsOf(type).map(({ data }) => `${data["org"]} ${data["id"]}`))
  const called = (field: string) =>
    new Set(eventsOf("usage.recorded").map(({ data }) => `${data["org"]} ${data[field]}`))
  expect(called("project")).toEqual(idsOf("project.created"))
  expect(called("apiKey")).toEqual(idsOf("apiKey.created"))
  for (const { data } of eventsOf("apiKey.created"))
    expect(data).toEqual({ org: data["org"], id: data["id"], prefix: expect.stringMatching(/^fn_live_[\da-f]{4}$/) })
  expect(eventsOf("workspace.statusChanged").map(({ data }) => data["status"])).toEqual(["deploying", "attention"])
})

test("a look back at any day finds companies at work and models in use, and jobs within four weeks", () => {
  expect(blind("activity.recorded", 7 * DAY_MS, looks(1, 112))).toEqual([])
  expect(blind("usage.recorded", 30 * DAY_MS, looks(1, 112))).toEqual([])
  expect(blind("record.created", 24 * HOUR_MS, looks(1, 28))).toEqual([])
})

test("more companies are at work each month", () => {
  const active = [100, 70, 40, 14, 0].map((daysAgo) => {
    const end = msOf(NOW) - daysAgo * DAY_MS
    const some = eventsOf("activity.recorded").filter(({ time }) => msOf(time) <= end && msOf(time) > end - 7 * DAY_MS)
    return new Set(some.map(({ data }) => data["org"])).size
  })
  // From month to month one or two may be missing in the week that is looked at.
  expect(active.every((count, nth) => nth === 0 || count > active[nth - 1]! - 3)).toBe(true)
  expect(active.at(-1)).toBeGreaterThan(active[0]! * 1.5)
})

test("customers shrink and leave from the first weeks on", () => {
  const early = told.deliveries.filter(({ created }) => created * 1_000 < msOf("2026-09-01T00:00:00.000Z"))
  const left = early.filter(({ type }) => type === "customer.subscription.deleted")
  const fewerSeats = early.filter(({ type, data }) => {
    const before = (data.previous_attributes?.["items"] as typeof data.object | undefined)?.["data"]
    const seats = (items: unknown) => (items as { quantity: number }[])[0]!.quantity
    const now = (data.object["items"] as { data: unknown } | undefined)?.data
    return type === "customer.subscription.updated" && before && seats(now) < seats(before)
  })
  expect([left.length > 0, fewerSeats.length > 0]).toEqual([true, true])
})
