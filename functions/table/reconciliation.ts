import type { Discrepancy, Ending, Reach, Reconciled, Reconciliation } from "#shared/contract/reconciliation.ts"
import type { Amount } from "#shared/reconciliation/decisive.ts"
import type { Tally } from "#shared/reconciliation/tally.ts"
import type { Instant } from "#shared/time.ts"
import type { Mode } from "./customer.ts"
import type { Condition, Db, Key, Row } from "./db.ts"
import { pack, unpack } from "./packed.ts"

/**
 * A comparison with Stripe, from its request to its end.
 *   pk  reconciliation#<id>
 *   sk  run               where it is, what it counted so far, and samples of what it found
 *   sk  page#<nth>        what one page of Stripe's listed, and what was not the same
 *   gsi1  reconciliations#<month requested> / <requested at>#<id>, of the run
 * And which one is under way:
 *   pk  reconciliations    sk  underWay
 * Kept 90 days.
 */
export interface ReconciliationRow extends Row {
  reconciliationId: string
  trigger: Reconciliation["trigger"]
  requestedBy: string | null
  requestedAt: Instant
  /** Digest of the request: the same idempotency key with another request is a conflict. */
  askedHash: string
  reach: Reach
  from: Instant | null
  status: Reconciliation["status"]
  ending: Ending | null
  reason: string | null
  startedAt?: Instant
  endedAt: Instant | null
  /** The execution that works on it; no other may. */
  run?: string
  /** How often it was brought further: only who read the newest place may bring it on. */
  steps: number
  /** By the machine's clock. */
  changedAt: Instant
  place: Place | null
  packed: Uint8Array
}

/** Where a run goes on. */
export type Place =
  | { stage: "compare"; mode: Mode; object: Reconciled; after: string | null }
  | { stage: "held"; mode: Mode; of: "customers"; after: string }
  | { stage: "held"; mode: Mode; of: "payments"; month: string; before: string | null }
  | { stage: "verify"; after: string }

/** What one page listed. */
export interface ListedPage {
  mode: Mode
  object: Reconciled
  ids: string[]
  found: Found[]
}
/** A discrepancy as it was found, with all that Stripe said where it was missing. */
export interface Found extends Discrepancy {
  /** What it was among the sums of our side before the repair; null where it is in no sum. */
  before: readonly Amount[] | null
}

const partition = (id: string): string => `reconciliation#${id}`
export const runKey = (id: string): Key => ({ pk: partition(id), sk: "run" })
const pageKey = (id: string, step: number): Key => ({
  pk: partition(id),
  sk: `page#${String(step).padStart(8, "0")}`,
})
export const UNDER_WAY: Key = { pk: "reconciliations", sk: "underWay" }

export const reconciliationById = async (db: Db, id: string): Promise<ReconciliationRow | undefined> =>
  (await db.get(runKey(id), { strong: true })) as ReconciliationRow | undefined

export const tallyIn = ({ packed }: ReconciliationRow): Tally => unpack(packed) as Tally

/** Takes a run for one execution, which may ask again. Refused when it ended, or when another execution has it. */
export async function claimReconciliation(
  db: Db,
  id: string,
  run: string,
  { now, startedAt }: { now: Instant; startedAt: Instant },
): Promise<ReconciliationRow | "refused"> {
  const held = await reconciliationById(db, id)
  if (held?.status === "running" && held.run === run) return held
  const row = await db.change({
    update: runKey(id),
    set: { status: "running", run, changedAt: now },
    init: { startedAt },
    when: { any: [{ eq: ["status", "requested"] }, ofRun(run)] },
  })
  return row as ReconciliationRow | "refused"
}
const ofRun = (run: string): Condition => ({ all: [{ eq: ["status", "running"] }, { eq: ["run", run] }] })

/** Brings a run to its next place, with what it counted and the page it listed; refused where somebody brought it on before. */
export async function saveStep(
  db: Db,
  row: ReconciliationRow,
  now: Instant,
  next: { place: Place | null; tally: Tally; page?: ListedPage },
): Promise<"done" | "refused"> {
  const { reconciliationId: id, steps, run = "", ttl = 0 } = row
  const written = await db.transact([
    {
      update: runKey(id),
      set: { place: next.place, packed: pack(next.tally), steps: steps + 1, changedAt: now },
      when: { all: [ofRun(run), { eq: ["steps", steps] }] },
    },
    ...(next.page && next.page.ids.length > 0
      ? [{ put: { ...pageKey(id, steps), kind: "reconciliationPage", ttl, packed: pack(next.page) } }]
      : []),
  ])
  return written === "done" ? "done" : "refused"
}

/** Ends a run of an execution, also one that failed before it could take it, and lets the next begin. */
export async function endReconciliation(
  db: Db,
  id: string,
  run: string,
  { ending, reason, at }: { ending: Ending; reason: string | null; at: Instant },
): Promise<void> {
  await db.write({
    update: runKey(id),
    set: { status: ending === "complete" ? "complete" : "failed", ending, reason, endedAt: at, place: null },
    when: { any: [{ eq: ["status", "requested"] }, ofRun(run)] },
  })
  await db.write({ remove: UNDER_WAY, when: { eq: ["reconciliationId", id] } })
}

/** Pages that a run listed, after a position, in the order in which they were, and the position that the next begin after. */
export async function listedPages(
  db: Db,
  id: string,
  after: string,
  limit: number,
): Promise<{ pages: ListedPage[]; after: string | undefined }> {
  const { rows } = await db.query({
    pk: partition(id),
    sk: { between: [after === "" ? "page#" : `${after}~`, "page#~"] },
    limit,
    strong: true,
  })
  return { pages: rows.map((row) => unpack(row["packed"] as Uint8Array) as ListedPage), after: rows.at(-1)?.sk }
}
