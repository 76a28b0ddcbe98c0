import type { Dispute, FraudWarning } from "#shared/contract/disputes.ts"
import { isOpen } from "#shared/payments/dispute-status.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import type { Mode } from "./customer.ts"
import type { Db, Found, Key, Row } from "./db.ts"
import type { Given } from "./derived.ts"
import { unpack } from "./packed.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * Disputes of charges as they stand, and warnings of what may become one: derived from everything told about the charge, and
 * written together with the payment's fold only (derived.ts). A dispute that moves on leaves its old place. It is in GSI2 while
 * there is something to be told of it: at once whenever it was written.
 *   pk  disputes#<mode>#open      sk  <0 while it waits for an answer, else 1>#<due, ~ where none>#<dispute>
 *   pk  disputes#<mode>#decided   sk  <opened at>#<dispute>
 *   pk  disputes#<mode>#warned    sk  <warned at>#<warning>
 * And which charge a dispute is of, from when it was first seen; in GSI2 until what its customer had used is kept (usage-snapshot.ts):
 *   pk  dispute#<mode>#<dispute>  sk  charge
 */
export interface DisputeId {
  mode: Mode
  disputeId: string
}

export interface DisputeChargeRow extends Row {
  /** How often the snapshot could not be taken, and why the last time. */
  attempts?: number
  failure?: string
}

type DisputeList = "open" | "decided" | "warned"

const listOf = (mode: Mode, list: DisputeList): string => `disputes#${mode}#${list}`
export const disputePartition = ({ mode, disputeId }: DisputeId): string => `dispute#${mode}#${disputeId}`
export const isDisputeKey = ({ pk }: Key): boolean => pk.startsWith("disputes#")
export const isDisputeChargeKey = ({ pk, sk }: Key): boolean => pk.startsWith("dispute#") && sk === "charge"
export function disputeOfKey({ pk }: Key): DisputeId {
  const [, mode, ...id] = pk.split("#") as [string, Mode, ...string[]]
  return { mode, disputeId: id.join("#") }
}
const chargeKey = (dispute: DisputeId): Key => ({ pk: disputePartition(dispute), sk: "charge" })

/** The place of a list's row among the places of its payment's fold. */
const placeOf = (list: DisputeList, sk: string): string => `${list}#${sk}`
const SEEN = "seen#"

function disputePlace(dispute: Dispute): string {
  const { disputeId, status, answered, dueAt, at } = dispute
  if (!isOpen(status)) return placeOf("decided", `${at}#${disputeId}`)
  return placeOf("open", `${answered || dueAt === null ? 1 : 0}#${dueAt ?? "~"}#${disputeId}`)
}

/** What a payment gives to the lists of disputes, by place. */
export function givenToDisputes(
  chargeId: string,
  disputes: readonly Dispute[],
  warnings: readonly FraudWarning[],
): ReadonlyMap<string, unknown> {
  return new Map<string, unknown>([
    ...disputes.map((dispute) => [disputePlace(dispute), dispute] as const),
    ...disputes.map(({ disputeId }) => [`${SEEN}${disputeId}`, { chargeId }] as const),
    ...warnings.map((warning) => [placeOf("warned", `${warning.at}#${warning.warningId}`), warning] as const),
  ])
}

/** Whether a place of a payment's fold is one of these lists: all others are instants. */
export const isDisputePlace = (place: string): boolean => /^[a-z]/.test(place)

/** What was told just before a dispute is folded by then. */
const SNAPSHOT_AFTER_MS = MINUTE_MS

/** The row at one of those places. */
export function disputeGiven(mode: Mode, place: string, body: unknown, now: Instant): Given {
  const [list, ...rest] = place.split("#") as [DisputeList | "seen", ...string[]]
  const name = rest.join("#")
  if (list === "seen") {
    const key = chargeKey({ mode, disputeId: name })
    return {
      place,
      row: { ...key, ...dueFields(key, instant(msOf(now) + SNAPSHOT_AFTER_MS)), kind: "disputeCharge" },
      body,
    }
  }
  const key = { pk: listOf(mode, list), sk: name }
  return {
    place,
    row: list === "warned" ? { ...key, kind: "fraudWarning" } : { ...key, ...dueFields(key, now), kind: "dispute" },
    body,
  }
}

const bodyOf = (row: Row): unknown => unpack(row["packed"] as Uint8Array)
export const disputeIn = (row: Row): Dispute => bodyOf(row) as Dispute

/** A page of the open ones, first due first, or of the decided ones, newest first; from after a position. */
export function disputesOf(
  db: Db,
  mode: Mode,
  list: "open" | "decided",
  after: string | undefined,
  limit: number,
): Promise<Found> {
  const pk = listOf(mode, list)
  return db.query({ pk, newestFirst: list === "decided", limit, ...(after ? { after: { pk, sk: after } } : {}) })
}

/** The newest warnings of charges that were neither given back nor disputed. */
export async function newestWarnings(db: Db, mode: Mode, limit: number): Promise<FraudWarning[]> {
  const { rows } = await db.query({ pk: listOf(mode, "warned"), newestFirst: true, limit })
  return rows.map((row) => bodyOf(row) as FraudWarning)
}

/** How many disputes wait for an answer that can still be given at an instant, up to a number. */
export const waitingDisputeCount = async (db: Db, mode: Mode, now: Instant, limit: number): Promise<number> =>
  (await db.query({ pk: listOf(mode, "open"), sk: { between: [`0#${now}`, "0#~"] }, limit, fields: ["kind"] })).rows
    .length

/** Which charge a dispute is of, and how the snapshot of its usage goes; undefined while none of that id was told. */
export async function disputeSeen(
  db: Db,
  dispute: DisputeId,
): Promise<{ chargeId: string; failure: string | null } | undefined> {
  const row = (await db.get(chargeKey(dispute))) as DisputeChargeRow | undefined
  return row && { chargeId: chargeIn(row), failure: row.failure ?? null }
}
const chargeIn = (row: Row): string => (bodyOf(row) as { chargeId: string }).chargeId

const dueRow = async (db: Db, key: Key, now: Instant): Promise<Row | undefined> => {
  const row = await db.get(key, { strong: true })
  return row?.gsi2sk !== undefined && row.gsi2sk <= now ? row : undefined
}

/** A dispute of which something is to be told; undefined where it is not due. */
export const dueDispute = dueRow

/** A dispute whose snapshot is to be taken, with its charge; undefined where it is not due. */
export async function dueCharge(
  db: Db,
  key: Key,
  now: Instant,
): Promise<(DisputeChargeRow & { chargeId: string }) | undefined> {
  const row = await dueRow(db, key, now)
  return row && { ...row, chargeId: chargeIn(row) }
}

/** Says when a dispute is to be looked at next, or no more; refused where it was written again meanwhile. */
export const lookAgainAt = (db: Db, { pk, sk, gsi2sk }: Row, due: Instant | null): Promise<"done" | "refused"> =>
  db.write({
    update: { pk, sk },
    ...(due === null ? { drop: DUE_FIELD_NAMES } : { set: dueFields({ pk, sk }, due) }),
    when: { eq: ["gsi2sk", gsi2sk] },
  })
