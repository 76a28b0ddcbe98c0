import { expect, test, vi } from "vitest"
import type { Caller } from "../../functions/api/caller.ts"
import { giveCredits } from "../../functions/api/credit-commands.ts"
import { ledgerCheck } from "../../functions/table/ledger-check.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { machine } from "./machine.ts"

vi.stubEnv("TABLE_NAME", "table")
vi.stubEnv("FILES_BUCKET", "files")
const { checkLedgers } = await import("../../functions/watch/ledgers.ts")

const NOW = "2026-11-20T04:40:00.000Z"
const CALLER: Caller = {
  ...{ personId: "p", name: "P", email: "p@example.org", staffRole: "admin", memberships: {} },
  ...{ signedInAt: NOW, requestId: "r", address: "", agent: "" },
}
const ORGANIZATIONS = ["org_1", "org_2", "org_3"]

async function night() {
  const { ground } = machine(NOW)
  await saveOrganization(ground.db, "org_bare", { name: "Bare", known: true }, "1", NOW)
  for (const id of ORGANIZATIONS)
    await giveCredits(ground, CALLER, `key ${id}`, id, { amountMicros: 5_000_000, comment: null, expiresOn: null })
  const told: string[] = []
  const check = (until?: () => boolean, at = NOW) =>
    checkLedgers(ground, at, ({ organizationId, faults }) => told.push(`${organizationId} ${faults[0]!.where}`), until)
  return { ground, told, check }
}

test("every ledger there is is recounted, and only one that does not hold is told of", async () => {
  const { ground, told, check } = await night()
  expect(await check()).toEqual({ checked: 3, broken: 0, isAll: true })
  expect(told).toEqual([])
  expect(await ledgerCheck(ground.db, "org_1")).toEqual({ verdict: "ok", faultCount: 0, checkedAt: NOW })
  expect(await ledgerCheck(ground.db, "org_bare")).toBeNull()
  const key = { pk: "ledger#org_2", sk: "head" }
  await ground.db.write({ put: { ...(await ground.db.get(key))!, balanceMicros: 9 } })
  expect(await check()).toEqual({ checked: 3, broken: 1, isAll: true })
  expect(told).toEqual(["org_2 head"])
  expect(await ledgerCheck(ground.db, "org_2")).toMatchObject({ verdict: "broken", faultCount: 2 })
})

test("a night that has time for one ledger alone begins with others than the one before", async () => {
  const { ground, check } = await night()
  const noted: string[] = []
  const { write } = ground.db
  ground.db.write = (one) => {
    if ("put" in one && one.put.kind === "ledgerCheck") noted.push(one.put.pk)
    return write(one)
  }
  for (let day = 1; day <= 16; day++) {
    const before = noted.length
    const at = `2026-11-${String(day).padStart(2, "0")}T04:40:00.000Z`
    expect((await check(() => noted.length > before, at)).checked).toBe(1)
  }
  expect(new Set(noted).size).toBe(ORGANIZATIONS.length)
})
