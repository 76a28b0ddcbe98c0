import { contributionsOf } from "#shared/revenue/contribution.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import type { Revenue } from "#shared/revenue/day-cube.ts"
import type { Deliveries } from "#shared/account/deliveries-cube.ts"
import { byStart, type CubeRow, seriesKey } from "../../functions/table/bucket.ts"
import { contributionsOfDay } from "../../functions/table/contribution.ts"
import { customerFacts } from "../../functions/table/customer.ts"
import { type Db, queryAll, type Row } from "../../functions/table/db.ts"
import { cubeOf } from "../../functions/table/cube-file.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { generalSettings } from "../../functions/table/settings.ts"
import { factsIn } from "../support/customer-days.ts"
import type { CustomerLife } from "./inbox-life.ts"
import { Broken, mustEqual } from "./world.ts"

/** A delivery that a door has said yes to. */
export interface Accepted {
  deliveryId: string
  type: string
  expected: "applied" | "ignored" | "parked"
}

/** I1: every accepted webhook was applied once, or set aside for a reason, or parked; none is still waiting. */
export async function checkDeliveries(
  db: Db,
  accepted: readonly Accepted[],
  lives: readonly CustomerLife[],
): Promise<void> {
  for (const { deliveryId, expected } of accepted) {
    const [row] = await queryAll(db, { pk: `inbox#stripe#${deliveryId}`, strong: true })
    if (!row) throw new Broken("I1", `${deliveryId} was accepted and is not kept`)
    const where = row.gsi2pk === undefined ? "out of the index" : row.gsi2pk.split("#")[0]
    mustEqual("I1", `${deliveryId} in the work index`, where, expected === "parked" ? "parked" : "out of the index")
    const [state] = await statesOn(db, String(row["receivedAt"]), deliveryId)
    mustEqual("I1", `The state of ${deliveryId}`, state?.["status"], expected)
  }
  for (const life of lives) {
    const facts = (await customerFacts(db, life)) as { deliveryId?: string }[]
    mustEqual(
      "I1",
      `The number of facts kept of ${life.mode} ${life.customerId}`,
      facts.length,
      factsIn(life.events).length,
    )
  }
}

const statesOn = async (db: Db, receivedAt: string, deliveryId: string): Promise<Row[]> => {
  const rows = await queryAll(db, { pk: `deliveries#stripe#${receivedAt.slice(0, 10)}`, strong: true })
  return rows.filter((row) => row["deliveryId"] === deliveryId)
}

/** I2 of the inbox's own cubes: each hour and day counts the deliveries it received. */
export async function checkDeliveryCubes(ground: Ground, accepted: readonly Accepted[]): Promise<void> {
  const expected = new Map<string, Record<string, number>>()
  for (const { deliveryId, expected: status } of accepted) {
    const [row] = await queryAll(ground.db, { pk: `inbox#stripe#${deliveryId}`, strong: true })
    const receivedAt = String(row?.["receivedAt"])
    for (const start of [`${receivedAt.slice(0, 13)}:00`, receivedAt.slice(0, 10)]) {
      const counts = expected.get(start) ?? {}
      counts[status] = (counts[status] ?? 0) + 1
      expected.set(start, counts)
    }
  }
  for (const [start, counts] of expected) {
    const isDay = start.length === 10
    const series = {
      kind: "deliveries",
      scope: "stripe",
      level: isDay ? "day" : "hour",
      zone: isDay ? "UTC" : "",
    } as const
    const cube = byStart(await queryAll(ground.db, { pk: seriesKey(series), strong: true })).get(start)?.cube
    const said = cube ? ((await cubeOf(ground, cube)) as Deliveries).statuses : {}
    mustEqual("I2", `The cube of deliveries of ${start}`, said, counts)
  }
}

/** I2 of money: each day has what its customers' whole stories give to it, and all days together what they are worth now. */
export async function checkRevenue(ground: Ground, lives: readonly CustomerLife[]): Promise<void> {
  const settings = await generalSettings(ground.db)
  const zone = settings.reportingZone
  for (const mode of ["live", "test"] as const) {
    const ofMode = lives.filter((life) => life.mode === mode)
    const expected = ofMode.flatMap(({ customerId, events }) =>
      contributionsOf(customerId, timelineOf(factsIn(events), settings), zone),
    )
    const series = { kind: "revenue", scope: mode, level: "day", zone } as const
    const cubes = byStart(await queryAll(ground.db, { pk: seriesKey(series), strong: true }))
    const days = new Set([...cubes.keys(), ...expected.map(({ day }) => day)])
    let rise = 0
    for (const day of days) {
      const ofDay = expected.filter((contribution) => contribution.day === day)
      const kept = (await contributionsOfDay(ground.db, mode, zone, day)) as typeof ofDay
      mustEqual("I2", `What ${mode} customers give to ${day}`, byCustomer(kept), byCustomer(ofDay))
      const cube = cubes.get(day)?.cube
      const said = cube ? ((await cubeOf(ground, cube as CubeRow)) as Revenue) : undefined
      const riseCents = said?.currencies["usd"]?.rise.mrrCents ?? 0
      mustEqual("I2", `The rise of MRR on ${day} of ${mode}`, riseCents, riseOf(ofDay))
      mustEqual("I2", `What was paid on ${day} in ${mode}`, said?.paidCents["usd"] ?? 0, paidOf(ofDay))
      rise += riseCents
    }
    mustEqual(
      "I2",
      `MRR of ${mode}`,
      rise,
      ofMode.reduce((sum, { mrrCents }) => sum + mrrCents, 0),
    )
  }
}

type Given = ReturnType<typeof contributionsOf>
const byCustomer = (given: Given): Given =>
  [...given].sort((one, other) => (one.customerId < other.customerId ? -1 : 1))
const riseOf = (given: Given): number =>
  given.reduce(
    (sum, { changes }) => sum + (changes["usd"] ? changes["usd"].after.mrrCents - changes["usd"].before.mrrCents : 0),
    0,
  )
const paidOf = (given: Given): number => given.reduce((sum, { paidCents }) => sum + (paidCents["usd"] ?? 0), 0)
