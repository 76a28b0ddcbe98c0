import type { LedgerEntry } from "#shared/contract/credits.ts"
import { GIFT_MICROS_MAX } from "#shared/credits/gift.ts"
import { costMicrosOf } from "#shared/usage/usage-sums.ts"
import { usageOf } from "#shared/usage/usage.ts"
import type { UsageCube } from "#shared/usage/usage-text.ts"
import { type CubeRow, seriesKey } from "../../functions/table/bucket.ts"
import { cubeOf } from "../../functions/table/cube-file.ts"
import { queryAll } from "../../functions/table/db.ts"
import type { Ground } from "../../functions/table/ground.ts"
import { ledgerSums } from "../../functions/table/ledger-sum.ts"
import { verifyChain } from "../../functions/table/verify-chain.ts"
import { verifyLedger } from "../../functions/table/verify-ledger.ts"
import { Broken, mustEqual } from "./world.ts"

/** What a person asked for, and everything that was answered. */
export interface Given {
  key: string
  personId: string
  organizationId: string
  answers: (LedgerEntry | { refused: string })[]
}

/** I3, I4, I5 and I7 of ledgers, recounted from the rows of the table. */
export async function checkLedgers(
  ground: Ground,
  { organizations, given }: { organizations: readonly string[]; given: readonly Given[] },
): Promise<void> {
  const all: LedgerEntry[] = []
  for (const organizationId of organizations) {
    const rows = await queryAll(ground.db, { pk: `ledger#${organizationId}`, strong: true })
    const entries = rows.filter(({ kind }) => kind === "ledgerEntry").map((row) => row["entry"] as LedgerEntry)
    all.push(...entries)
    const head = rows.find(({ sk }) => sk === "head")
    mustEqual("I3", `The balance of ${organizationId}`, head?.["balanceMicros"] ?? 0, sumOf(entries))
    const lots = (head?.["lots"] as { leftMicros: number }[] | undefined) ?? []
    mustEqual("I3", `What is left of credits of ${organizationId} that have expired`, lots, [])
    const { verdict, faults } = await verifyLedger(ground, organizationId)
    if (verdict !== (entries.length === 0 ? "empty" : "ok"))
      throw new Broken("I3", `The ledger of ${organizationId} is ${verdict}: ${JSON.stringify(faults)}`)
    const used = entries.filter(({ contra }) => contra === "usage")
    mustEqual("I4", `What ${organizationId} was charged`, -sumOf(used), await costsOf(ground, organizationId))
    const waiting = rows.filter((row) => row.gsi2pk !== undefined).map(({ sk }) => sk)
    mustEqual("I4", `What is still to be settled of ${organizationId}`, waiting, [])
    const trail = await verifyChain(ground.db, organizationId)
    const gifts = entries.filter(({ type }) => type === "credit_gift").length
    mustEqual("I5", `The audit trail of ${organizationId}`, [trail.brokenAtSeq, trail.entries], [null, gifts])
  }
  const sums = await ledgerSums(ground.db)
  const balances = organizations.map((id) => sumOf(all.filter(({ organizationId }) => organizationId === id)))
  const held = balances.reduce((sum, one) => sum + Math.max(0, one), 0)
  mustEqual("I3", "What all ledgers hold", sums, { heldMicros: held, owedMicros: held - sumOf(all) })
  for (const { key, answers } of given)
    for (const answer of answers) mustEqual("I7", `An answer to gift ${key}`, answer, answers[0])
  const made = given.filter(({ answers }) => answers[0] && "seq" in answers[0]).length
  const gifts = all.filter(({ type }) => type === "credit_gift")
  mustEqual("I7", "The number of gifts", gifts.length, made)
  for (const [personId, some] of Map.groupBy(gifts, ({ actor }) => actor.personId))
    if (sumOf(some) > 2 * GIFT_MICROS_MAX.support || some.some((one) => one.amountMicros > GIFT_MICROS_MAX.support))
      throw new Broken("I3", `${personId} gave ${sumOf(some)} micro-dollars within two days`)
}

const sumOf = (entries: readonly LedgerEntry[]): number => entries.reduce((sum, one) => sum + one.amountMicros, 0)

/** What an organization's usage costs by all cubes of hours. */
async function costsOf({ db, files }: Ground, scope: string): Promise<number> {
  const series = { kind: "usage", scope, level: "hour", zone: "" } as const
  const rows = await queryAll(db, { pk: seriesKey(series), strong: true })
  let costMicros = 0
  for (const row of rows.filter(({ kind }) => kind === "cube"))
    costMicros += costMicrosOf(usageOf((await cubeOf({ db, files }, row as CubeRow)) as UsageCube).all)
  return costMicros
}
