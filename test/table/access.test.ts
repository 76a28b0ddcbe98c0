import fc from "fast-check"
import { expect, test } from "vitest"
import { CONTRACT } from "#shared/contract/contract.ts"
import type { Endpoint, Shown } from "#shared/contract/endpoint.ts"
import { DAY_MS, HOUR_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { logAccess } from "../../functions/api/access-log.ts"
import type { Caller } from "../../functions/api/caller.ts"
import { ACCESS_LIFE_DAYS, appendAccess } from "../../functions/table/access.ts"
import type { Db } from "../../functions/table/db.ts"
import { listAccess } from "../../functions/table/list-access.ts"
import { tableModel } from "../sim/model.ts"

const NOW = "2026-11-20T14:02:00.000Z"

const reading = (at: Instant, subject: string | null, personId = "per_1", shows: Shown[] = ["personal"]) => ({
  at,
  actor: { personId, label: personId === "per_1" ? "Ines" : "Tom", role: "staff admin" },
  endpoint: "readOrganization",
  subject,
  shows,
  requestId: "req",
  address: null,
  agent: null,
})

test("the same is appended once in an hour, and again in the next", async () => {
  const { db, rows } = tableModel()
  expect(await appendAccess(db, reading("2026-11-20T13:00:00.000Z", "org_1"))).toBe("done")
  expect(await appendAccess(db, reading("2026-11-20T13:59:59.999Z", "org_1"))).toBe("refused")
  expect(await appendAccess(db, reading("2026-11-20T13:30:00.000Z", "org_2"))).toBe("done")
  expect(await appendAccess(db, reading("2026-11-20T13:30:00.000Z", "org_1", "per_2"))).toBe("done")
  expect(await appendAccess(db, reading("2026-11-20T14:00:00.000Z", "org_1"))).toBe("done")
  expect(rows()).toHaveLength(4)
  const first = rows().find(({ sk }) => sk === "2026-11-20T13:00:00.000Z#readOrganization#org_1")
  expect(first?.ttl).toBe((msOf("2026-11-20T13:00:00.000Z") + ACCESS_LIFE_DAYS * DAY_MS) / 1_000)
})

test("the list is that of the readings that match and are kept, newest first, whatever the size of a page", async () => {
  // From before what is kept to now, over many months; some hours are hit more than once.
  const someHour = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 420 * 24 }))
  const someInstant = someHour.map((hours) => instant(msOf(NOW) - hours * HOUR_MS))
  const someReading = fc.record({
    at: someInstant,
    subject: fc.constantFrom(null, "org_1", "org_2"),
    personId: fc.constantFrom("per_1", "per_2"),
    shows: fc.constantFrom<Shown[]>(["personal"], ["money"], ["personal", "money"]),
  })
  const someFilter = fc.record(
    {
      from: someInstant,
      to: someInstant,
      actor: fc.constantFrom("Ines", "per_2"),
      shows: fc.constantFrom<Shown>("personal", "money"),
      search: fc.constantFrom("ORG_1", "tom"),
    },
    { requiredKeys: [] },
  )
  const asked = fc.tuple(fc.array(someReading, { maxLength: 25 }), someFilter, fc.integer({ min: 1, max: 4 }))
  await fc.assert(
    fc.asyncProperty(asked, async ([told, filter, limit]) => {
      const { db } = tableModel()
      const kept = []
      for (const { at, subject, personId, shows } of told) {
        const access = reading(at, subject, personId, shows)
        if ((await appendAccess(db, access)) === "done") kept.push(access)
      }
      const right = kept.filter(
        ({ at, actor, shows, subject }) =>
          at >= instant(msOf(NOW) - ACCESS_LIFE_DAYS * DAY_MS) &&
          at >= (filter.from ?? "") &&
          at < (filter.to ?? "~") &&
          (!filter.actor || [actor.label, actor.personId].includes(filter.actor)) &&
          (!filter.shows || shows.includes(filter.shows)) &&
          (!filter.search || `${subject} ${actor.label}`.toLowerCase().includes(filter.search.toLowerCase())),
      )
      const idOf = (it: (typeof right)[number]) => `${it.at}#${it.actor.personId}#${it.endpoint}#${it.subject ?? ""}`
      const listed: string[] = []
      let position: string | undefined
      do {
        const page = await listAccess(db, filter, NOW, limit, position)
        listed.push(...page.items.map(({ accessId }) => accessId))
        position = page.before
      } while (position !== undefined)
      expect(listed).toEqual(right.map(idOf).sort().reverse())
    }),
  )
})

const CALLER = { personId: "per_1", name: "Ines", staffRole: "admin", requestId: "req", address: "", agent: "" }

/** A table that counts what is written to it, and fails while told to. */
function writtenTo() {
  const told = { writes: 0, fails: false }
  const db = {
    write: async () => {
      if (told.fails) throw new Error("The table does not answer")
      told.writes++
      return "done" as const
    },
  } as unknown as Db
  const log = (endpoint: object, subject: string | null, caller: object = {}) =>
    logAccess(db, endpoint as Endpoint, subject, { ...CALLER, ...caller } as unknown as Caller)
  return { told, log }
}

test("a page that asks every ten seconds writes once", async () => {
  const { told, log } = writtenTo()
  for (let asked = 0; asked < 5; asked++) await log(CONTRACT.readOrganization, "org_1")
  expect(told.writes).toBe(1)
  await log(CONTRACT.readOrganization, "org_2")
  await log(CONTRACT.readOrganization, "org_1", { personId: "per_2" })
  expect(told.writes).toBe(3)
  await log(CONTRACT.readOrganization, "org_3", { staffRole: null })
  await log(CONTRACT.listDeliveries, null)
  expect(told.writes).toBe(3)
})

test("what cannot be logged is not shown, and is logged with the next try", async () => {
  const { told, log } = writtenTo()
  told.fails = true
  await expect(log(CONTRACT.readOverview, null)).rejects.toThrow("does not answer")
  told.fails = false
  await log(CONTRACT.readOverview, null)
  expect(told.writes).toBe(1)
})
