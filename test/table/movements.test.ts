import { expect, test } from "vitest"
import type { MovementFilter } from "#shared/contract/movements.ts"
import type { MovementRow } from "#shared/contract/overview.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import { revenueCube } from "#shared/revenue/day-cube.ts"
import { addDays, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { close } from "../../functions/project/close.ts"
import { contributionPartition } from "../../functions/table/contribution.ts"
import { wantVersions } from "../../functions/table/fold-version.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { listMovements, movementCounts, type MovementPlace } from "../../functions/table/list-movements.ts"
import { pack, unpack } from "../../functions/table/packed.ts"
import { change, end, start } from "../support/book.ts"
import { contributionsIn } from "../support/customer-days.ts"
import type { Told } from "../support/stripe-object.ts"
import { machine } from "./machine.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const CUSTOMERS = Array.from({ length: 30 }, (_, nth) => `cus_${String(nth).padStart(2, "0")}`)

/** Thirty customers over four months, ten of whom begin in one second, and one who is billed in two currencies. */
const BOOK: Told[] = ["eur", "usd"].map((code) => start(`two_${code}`, "2026-02-02", 700, code, { customer: "two" }))
BOOK.push(
  ...CUSTOMERS.flatMap((customer, nth) => {
    const day = nth < 10 ? "2025-12-24" : addDays("2025-12-01", nth * 3)
    const currency = nth % 3 === 0 ? "eur" : "usd"
    return [
      start(customer, day, 1_000 + nth, currency),
      ...(nth % 4 === 0 ? [change(customer, addDays(day, 9), 500, currency)] : []),
      ...(nth % 5 === 0 ? [end(customer, addDays(day, 12), 500, currency)] : []),
    ]
  }),
)

async function told(events: readonly Told[] = BOOK) {
  const it = machine(NOW)
  for (const one of events) await receive(it.model.db, async () => {}, Buffer.from(JSON.stringify(one)), NOW)
  await it.flow()
  const later = async (ground: Ground, minutes: number) => {
    for (let minute = 0; minute < minutes; minute++) {
      it.clock.now = instant(msOf(it.clock.now) + MINUTE_MS)
      await close(ground)
      await it.flow()
    }
  }
  const list = (filter: Partial<MovementFilter> = {}, more: { limit?: number; from?: MovementPlace } = {}) =>
    listMovements(it.ground, { filter: { mode: "live", ...filter }, limit: 500, masked: false, ...more })
  return { ...it, later, list }
}

/** What the list is to show, from the events alone. */
const recount = (events: readonly Told[] = BOOK): string[] =>
  contributionsIn(events)
    .flatMap(({ day, at, customerId, changes }) =>
      Object.entries(changes).flatMap(([currency, { kind, before, after }]) =>
        kind ? [`${at} ${customerId} ${currency} ${day} ${kind} ${after.mrrCents - before.mrrCents}`] : [],
      ),
    )
    .sort()
    .reverse()
const lineOf = (row: MovementRow) =>
  `${row.at} ${row.customerId} ${row.currency} ${row.day} ${row.kind} ${row.deltaCents}`

test("movements are those of a recount, newest first, before days are folded and after", async () => {
  const { list, later, ground } = await told()
  const before = await list()
  expect(before.items.map(lineOf)).toEqual(recount())
  expect(recount().length).toBeGreaterThan(40)
  await later(ground, 5)
  expect((await list()).items).toEqual(before.items)
})

test("pages neither lose nor repeat a row, of one second too, whatever their size", async () => {
  const { list } = await told()
  for (const limit of [1, 3, 7, 10]) {
    const lines: string[] = []
    let from: MovementPlace | undefined
    do {
      const page = await list({}, { limit, ...(from ? { from } : {}) })
      lines.push(...page.items.map(lineOf))
      from = page.next
    } while (from)
    expect(lines).toEqual(recount())
  }
})

test("filters narrow the list, and the counts say how many of each kind there are", async () => {
  const { list, ground } = await told()
  const all = recount()
  const kinds = { new: 32, expansion: 0, contraction: 8, churn: 6, reactivation: 0 }
  expect(await movementCounts(ground, { mode: "live" })).toEqual({ kinds, currencies: ["eur", "usd"] })
  const of = async (filter: Partial<MovementFilter>) => (await list(filter)).items.map(lineOf)
  expect(await of({ kind: "churn" })).toEqual(all.filter((line) => line.includes(" churn ")))
  expect(await of({ currency: "eur" })).toEqual(all.filter((line) => line.includes(" eur ")))
  expect(await of({ month: "2026-01" })).toEqual(all.filter((line) => line.startsWith("2026-01")))
  expect(await of({ month: "2026-01", kind: "new", currency: "usd" })).toEqual(
    all.filter((line) => line.startsWith("2026-01") && line.includes(" usd ") && line.includes(" new ")),
  )
  expect(await of({ search: "CUS_2" })).toEqual(all.filter((line) => line.includes("cus_2")))
  expect(await of({ mode: "test" })).toEqual([])
  const february = all.filter((line) => line.startsWith("2026-02"))
  const count = (kind: string) => february.filter((line) => line.includes(` ${kind} `)).length
  expect((await movementCounts(ground, { mode: "live", month: "2026-02" })).kinds).toMatchObject({
    new: count("new"),
    churn: count("churn"),
  })
})

test("a search for what is rare stops after so many, says how far it looked, and goes on from there", async () => {
  const days = [0, 1, 2].map((nth) => addDays("2026-03-10", nth))
  const crowd = days.flatMap((day, at) => Array.from({ length: 1_100 }, (_, nth) => start(`crowd_${at}_${nth}`, day)))
  const { list } = await told([start("rare", "2026-03-01"), ...crowd])
  const page = await list({ search: "rare" })
  expect(page).toMatchObject({ items: [], scannedTo: "2026-03-11T00:00:00.000Z", next: { day: days[0], after: null } })
  const next = await list({ search: "rare" }, { from: page.next! })
  expect(next).toMatchObject({ items: [{ customerId: "rare" }], next: undefined, scannedTo: null })
})

test("a name that is an e-mail address is masked for viewers, who do not find it by its text either", async () => {
  const customer = { id: "ann", object: "customer", name: "ann@example.com", email: "ann@example.com", metadata: {} }
  const named = { ...start("x", "2026-03-01"), type: "customer.created", data: { object: customer } }
  const { ground } = await told([named, start("ann", "2026-03-01")])
  const read = async (masked: boolean, search: string) =>
    (await listMovements(ground, { filter: { mode: "live", search }, limit: 10, masked })).items.map(({ name }) => name)
  expect(await read(false, "ann@example")).toEqual(["ann@example.com"])
  expect(await read(true, "ann@example")).toEqual([])
  expect(await read(true, "ann")).toEqual(["a…@example.com"])
})

test("when the fold's version is raised, what customers give is made anew too", async () => {
  const { ground, model, clock, later, list } = await told()
  await wantVersions(ground.db, ground.kinds.values(), clock.now)
  await later(ground, 3)
  // As code of before left it: days that say nothing of cohorts.
  const rows = model.rows().filter(({ pk }) => pk.startsWith(contributionPartition("live", "UTC", "2025-12-24")))
  expect(rows).toHaveLength(10)
  const bodyOf = (packed: unknown) => unpack(packed as Uint8Array) as { cohort?: string }
  for (const { pk, sk, packed } of rows) {
    const { cohort: _, ...older } = bodyOf(packed)
    await ground.db.write({ update: { pk, sk }, set: { packed: pack(older) } })
  }
  expect((await list()).items).toHaveLength(recount().length)
  const raised = { ...ground, kinds: new Map(ground.kinds) }
  raised.kinds.set("revenue", { ...revenueCube, version: revenueCube.version + 1 } as unknown as CubeKind)
  await wantVersions(ground.db, raised.kinds.values(), clock.now)
  await later(raised, 8)
  const made = await ground.db.getMany(rows.map(({ pk, sk }) => ({ pk, sk })))
  expect(new Set(made.map(({ packed }) => bodyOf(packed).cohort))).toEqual(new Set(["2025-12"]))
  expect(model.rows().filter(({ gsi2pk, gsi2sk }) => gsi2pk && gsi2sk! <= clock.now)).toEqual([])
})
