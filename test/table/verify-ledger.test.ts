import { describe, expect, test } from "vitest"
import type { LedgerEntry } from "#shared/contract/credits.ts"
import type { Movement } from "#shared/credits/ledger.ts"
import type { Row } from "../../functions/table/db.ts"
import { enter } from "../../functions/table/ledger.ts"
import { markUnsettled } from "../../functions/table/unsettled.ts"
import { verifyLedger } from "../../functions/table/verify-ledger.ts"
import { close } from "../../functions/project/close.ts"
import { instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { cloudEvent } from "../support/console.ts"
import { machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const ORG = "org_a"
const PK = `ledger#${ORG}`
const HOUR = "2026-11-20T11:00"

const gift = (amountMicros: number): Movement => ({
  ...{
    type: "credit_gift",
    amountMicros,
    source: { kind: "request", id: "r" },
    comment: null,
    at: NOW,
    expiresAt: null,
  },
  actor: { personId: "p", label: "P", role: "staff admin" },
})

/** A ledger of three gifts, and of two dollars of usage where that is asked for. */
async function ledger({ used = false } = {}) {
  const { model, clock, ground, flow, send } = machine(NOW)
  const { db } = model
  for (const amount of [5, 7, 11]) await enter(db, ORG, { changedAt: NOW, movement: () => gift(amount * 1_000_000) })
  if (used) {
    const call = { org: ORG, model: "large", inputCostUsd: "2" }
    await send([cloudEvent("usage.recorded", `${HOUR}:30.000Z`, call)])
    await flow()
    for (let minute = 1; minute <= 3; minute++) {
      clock.now = instant(msOf(NOW) + minute * MINUTE_MS)
      await close(ground)
      await flow()
    }
  }
  const change = async (sk: string, to: (row: Row) => Row) =>
    db.write({ put: to((await db.get({ pk: PK, sk }, { strong: true }))!) })
  const entryAt = (seq: number) => `entry#${String(seq).padStart(12, "0")}`
  const edit = (seq: number, told: Partial<LedgerEntry>) =>
    change(entryAt(seq), (row) => ({ ...row, entry: { ...(row["entry"] as LedgerEntry), ...told } }))
  const faults = async () => (await verifyLedger(ground, ORG)).faults.map(({ where, what }) => `${where}: ${what}`)
  return {
    db,
    ground,
    change,
    edit,
    remove: (seq: number) => db.write({ remove: { pk: PK, sk: entryAt(seq) } }),
    faults,
  }
}

describe("a recount", () => {
  test("finds nothing wrong where nothing is, and says what it counted", async () => {
    const { ground } = await ledger({ used: true })
    expect(await verifyLedger(ground, ORG)).toEqual({
      ...{ verdict: "ok", entryCount: 4, faults: [], sumMicros: 21_000_000, balanceMicros: 21_000_000 },
    })
    expect(await verifyLedger(ground, "org_none")).toMatchObject({ verdict: "empty", entryCount: 0 })
    expect(await verifyLedger(ground, ORG, () => true)).toMatchObject({ verdict: "unfinished", entryCount: 4 })
  })

  test("names an entry that was changed, and that the next does not follow from what it was", async () => {
    const { edit, faults } = await ledger()
    await edit(2, { comment: "otherwise" })
    expect(await faults()).toEqual(["entry 2: Its hash is not the hash of what it says."])
  })

  test("names an amount that was changed, in the entry, in those after it and in the balance", async () => {
    const { edit, faults } = await ledger()
    await edit(2, { amountMicros: 70_000_000 })
    expect(await faults()).toEqual([
      "entry 2: Its hash is not the hash of what it says.",
      "entry 2: Its balance is not the sum up to it.",
      "entry 3: Its balance is not the sum up to it.",
      "head: Its balance is not the sum of the entries.",
    ])
  })

  test("names an entry that is gone, in the middle and at the end", async () => {
    const middle = await ledger()
    await middle.remove(2)
    expect(await middle.faults()).toEqual([
      "entry 2: It is missing: the next is entry 3.",
      "entry 2: It is not linked to the entry before it.",
      "entry 2: Its balance is not the sum up to it.",
      "head: Its balance is not the sum of the entries.",
    ])
    const end = await ledger()
    await end.remove(3)
    expect(await end.faults()).toEqual(["entry 3: It is missing: the head says that there are 3."])
  })

  test("names a balance that is not the sum, and a head that is not the last entry's", async () => {
    const { change, faults } = await ledger()
    await change("head", (row) => ({ ...row, balanceMicros: 1, hash: "0".repeat(64) }))
    expect(await faults()).toEqual([
      "head: Its hash is not the last entry's.",
      "head: Its balance is not the sum of the entries.",
      "directory: It says 23000000, and the head 1 micro-dollars.",
    ])
  })

  test("names usage that was charged otherwise than its cube says, unless it waits to be settled", async () => {
    const { db, change, faults } = await ledger({ used: true })
    await change("settled#2026-11-20", (row) => ({ ...row, hoursMicros: { [HOUR]: 1_500_000 } }))
    expect(await faults()).toEqual([
      "usage of 2026-11-20: Entries come to 2000000, its hours to 1500000 micro-dollars.",
      `usage of 2026-11-20: The hour ${HOUR} was charged 1500000 micro-dollars, and costs 2000000 by its cube.`,
    ])
    await markUnsettled(db, ORG, HOUR, NOW)
    expect(await faults()).toHaveLength(1)
  })
})
