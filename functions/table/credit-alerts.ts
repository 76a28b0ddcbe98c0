import type { CreditAlerts } from "#shared/contract/credit-alerts.ts"
import { crossed, type Crossing, type Threshold } from "#shared/credits/low-credit.ts"
import { lowCreditMail } from "#shared/credits/low-credit-mail.ts"
import type { Instant } from "#shared/time.ts"
import { env } from "../runtime/env.ts"
import { ABSENT, type Db, type Key, type Row, type TransactWrite } from "./db.ts"
import type { Ground } from "./ground.ts"
import { entriesAfter, ledgerPartition } from "./ledger.ts"
import { mailPut } from "./mail.ts"
import { organizationById, organizationName } from "./organization.ts"
import { ownerEmails } from "./owners.ts"

/**
 * The low-credit thresholds of an organization, and through which entry of its ledger they were looked at.
 *   pk  ledger#<organization>
 *   sk  alerts
 */
export interface CreditAlertsRow extends Row {
  thresholds: Threshold[]
  seq: number
  /** How often it was set. */
  revision: number
  personId: string
  setBy: NonNullable<CreditAlerts["setBy"]>
  setAt: Instant
}
type Setting = Pick<CreditAlertsRow, "thresholds" | "seq" | "personId" | "setBy" | "setAt">

const alertsKey = (organizationId: string): Key => ({ pk: ledgerPartition(organizationId), sk: "alerts" })

export const creditAlertsOf = async (db: Db, organizationId: string): Promise<CreditAlertsRow | undefined> =>
  (await db.get(alertsKey(organizationId), { strong: true })) as CreditAlertsRow | undefined

/** The write that sets thresholds over those that were read; refused where they were set or looked at since. */
export const creditAlertsSet = (
  organizationId: string,
  before: CreditAlertsRow | undefined,
  set: Setting,
): TransactWrite => ({
  put: { ...alertsKey(organizationId), kind: "creditAlerts", revision: (before?.revision ?? 0) + 1, ...set },
  when: before ? isStill(before) : ABSENT,
})

const isStill = ({ seq, revision }: CreditAlertsRow) => ({
  all: [{ eq: ["seq", seq] as const }, { eq: ["revision", revision] as const }],
})

const A_LOOK = 100

/**
 * Looks at every entry of a ledger that was not looked at, in order, and writes one mail to the owners where a threshold was
 * crossed: what was looked at and the mail stand in one transaction, so that nothing is told twice, whoever looks how often.
 */
export async function lookAtCredits(ground: Pick<Ground, "db" | "clock">, organizationId: string): Promise<void> {
  const { db, clock } = ground
  for (;;) {
    const row = await creditAlertsOf(db, organizationId)
    if (!row || row.thresholds.length === 0) return
    const entries = await entriesAfter(db, organizationId, row.seq, A_LOOK)
    const last = entries.at(-1)
    if (!last) return
    const { thresholds, crossings } = crossed(row.thresholds, entries)
    const mail = crossings.length > 0 ? await mailOfCrossings(ground, organizationId, row, last.seq, crossings) : []
    await db.transact([
      { update: alertsKey(organizationId), set: { thresholds, seq: last.seq }, when: isStill(row) },
      ...mail.map((one) => mailPut(one, clock.due())),
    ])
  }
}

async function mailOfCrossings(
  { db, clock }: Pick<Ground, "db" | "clock">,
  organizationId: string,
  { personId, revision }: CreditAlertsRow,
  seq: number,
  crossings: readonly Crossing[],
) {
  const [record, to] = await Promise.all([
    organizationById(db, organizationId),
    ownerEmails(db, organizationId, personId),
  ])
  if (to.length === 0) return []
  const page = `${env("PUBLIC_URL")}/organizations/${encodeURIComponent(organizationId)}/settings`
  const words = lowCreditMail(record ? organizationName(record) : organizationId, crossings, page)
  const mailId = `lowCredit-${organizationId}-${revision}-${seq}`
  return [{ mailId, at: clock.machine(), to, ...words, about: { what: "lowCredit" as const, organizationId } }]
}
