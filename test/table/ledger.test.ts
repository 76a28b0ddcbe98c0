import { expect, test } from "vitest"
import type { LedgerEntry } from "#shared/contract/credits.ts"
import type { Caller } from "../../functions/api/caller.ts"
import { giveCredits } from "../../functions/api/credit-commands.ts"
import { ledgerHead } from "../../functions/table/ledger.ts"
import { organizationsOf } from "../../functions/table/organizations.ts"
import { machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const ORG = "org_1"
const GIVERS = 12

const callerOf = (nth: number): Caller => ({
  personId: `person${nth}`,
  name: `Person ${nth}`,
  email: `person${nth}@example.org`,
  staffRole: "support",
  memberships: {},
  signedInAt: NOW,
  requestId: `request ${nth}`,
  address: "192.0.2.0/24",
  agent: "",
})

test("gifts that expire, given by many at once, are all entered: none is refused for what another one wrote", async () => {
  const { ground } = machine(NOW)
  const gift = { amountMicros: 90_000_000, comment: null, expiresOn: "2026-12-24" }
  const made: LedgerEntry[] = await Promise.all(
    Array.from({ length: GIVERS }, (_, nth) => giveCredits(ground, callerOf(nth), "key", ORG, gift)),
  )
  expect(made.map(({ seq }) => seq).sort((one, other) => one - other)).toEqual(made.map((_, nth) => nth + 1))
  const { balanceMicros, lots } = await ledgerHead(ground.db, ORG)
  expect([balanceMicros, lots.length]).toEqual([GIVERS * 90_000_000, GIVERS])
  const page = { sort: "creditsMicros", order: "desc", limit: 10, masked: false } as const
  expect((await organizationsOf(ground).page(page)).items).toMatchObject([
    { id: ORG, creditsMicros: balanceMicros, allTimeCreditsMicros: balanceMicros, stub: true },
  ])
})
