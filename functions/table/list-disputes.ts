import { DECIDED_MAX, type Dispute, type DisputeFilter, type DisputeTotals } from "#shared/contract/disputes.ts"
import { waitsForAnswer } from "#shared/payments/days-left.ts"
import { HOUR_MS, type Instant, instant, msOf } from "#shared/time.ts"
import type { Mode } from "./customer.ts"
import type { Db, Row } from "./db.ts"
import { disputeIn, disputesOf } from "./dispute.ts"
import { type FeedPlace, walkBack, type Walked } from "./walk-back.ts"

const ROWS_A_LOOK = 100
/** Some 25 read units: a row takes half a kilobyte. */
const ROWS_MAX = 400
/** More open disputes than that are counted no further. */
const OPEN_MAX = 2_000

interface Asked {
  filter: DisputeFilter
  limit: number
  from?: FeedPlace | undefined
  /** How the reader reads a dispute: as it is, or with what is personal masked. */
  reads: (dispute: Dispute) => Dispute
}

/** Disputes that match, as they are read: open ones as they stand in line, then the decided, newest first. */
export async function listDisputes(db: Db, { filter, limit, from, reads }: Asked): Promise<Walked<Dispute>> {
  const matches = disputeMatches(filter)
  // The open ones come first because their name is the greater one.
  const walked = await walkBack(["open", "decided"], {
    page: (list, after) => disputesOf(db, filter.mode, list as "open" | "decided", after, ROWS_A_LOOK),
    match: (row) => {
      const dispute = reads(disputeIn(row))
      return matches(dispute) ? dispute : undefined
    },
    limit,
    rowsMax: ROWS_MAX,
    from,
  })
  return { ...walked, scannedTo: walked.next?.partition === "decided" ? walked.scannedTo : null }
}

/** Whether a dispute, as it is read, is one of them. */
export const disputeMatches =
  ({ status, kind, reason, search }: DisputeFilter) =>
  (one: Dispute): boolean =>
    (!status || one.status === status) &&
    (!kind || one.kind === kind) &&
    (!reason || one.reason === reason) &&
    (!search || textOf(one).includes(search.toLowerCase()))

const textOf = ({ disputeId, chargeId, customerId, name, email, reason }: Dispute): string =>
  [disputeId, chargeId, customerId, name, email, reason].join("\n").toLowerCase()

const SOON_MS = 72 * HOUR_MS

/** Where the disputes of a mode stand, and what there is to choose from among them. */
export async function disputeTotals(
  db: Db,
  mode: Mode,
  now: Instant,
): Promise<{ totals: DisputeTotals; statuses: Record<string, number>; reasons: string[] }> {
  const [open, decided] = await Promise.all([
    newest(db, mode, "open", OPEN_MAX),
    newest(db, mode, "decided", DECIDED_MAX),
  ])
  const all = [...open.rows, ...decided.rows].map(disputeIn)
  const waiting = all.filter((one) => waitsForAnswer(one, now))
  const soon = instant(msOf(now) + SOON_MS)
  const statuses: Record<string, number> = {}
  for (const { status } of all) statuses[status] = (statuses[status] ?? 0) + 1
  return {
    totals: {
      open: open.rows.length,
      waiting: waiting.length,
      dueSoon: waiting.filter(({ dueAt }) => dueAt! <= soon).length,
      decided: decided.rows.length,
      won: statuses["won"] ?? 0,
      lost: statuses["lost"] ?? 0,
      more: decided.more || open.more,
    },
    statuses,
    reasons: [...new Set(all.flatMap(({ reason }) => reason ?? []))].sort(),
  }
}

/** The first rows of a list, up to a number; `more` says that there are others. */
async function newest(db: Db, mode: Mode, list: "open" | "decided", max: number) {
  const rows: Row[] = []
  for (;;) {
    const found = await disputesOf(db, mode, list, rows.at(-1)?.sk, max - rows.length)
    rows.push(...found.rows)
    if (!found.next || rows.length >= max) return { rows, more: found.next !== undefined }
  }
}
