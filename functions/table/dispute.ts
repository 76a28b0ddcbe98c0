import type { Dispute, FraudWarning } from "#shared/contract/disputes.ts"
import { isOpen } from "#shared/payments/dispute-status.ts"
import type { Instant } from "#shared/time.ts"
import type { Mode } from "./customer.ts"
import type { Db, Found, Key, Row } from "./db.ts"
import type { Given } from "./derived.ts"
import { unpack } from "./packed.ts"

/**
 * Disputes of charges as they stand, and warnings of what may become one: derived from everything told about the charge, and
 * written together with the payment's fold only (derived.ts). A dispute that moves on leaves its old place.
 *   pk  disputes#<mode>#open      sk  <0 while it waits for an answer, else 1>#<due, ~ where none>#<dispute>
 *   pk  disputes#<mode>#decided   sk  <opened at>#<dispute>
 *   pk  disputes#<mode>#warned    sk  <warned at>#<warning>
 * And which charge a dispute is of, from when it was first seen:
 *   pk  dispute#<mode>#<dispute>  sk  charge
 */
export interface DisputeId {
  mode: Mode
  disputeId: string
}

export type DisputeList = "open" | "decided" | "warned"

const listOf = (mode: Mode, list: DisputeList): string => `disputes#${mode}#${list}`
export const disputePartition = ({ mode, disputeId }: DisputeId): string => `dispute#${mode}#${disputeId}`
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

/** The row at one of those places. */
export function disputeGiven(mode: Mode, place: string, body: unknown): Given {
  const [list, ...rest] = place.split("#") as [DisputeList | "seen", ...string[]]
  const name = rest.join("#")
  if (list === "seen") return { place, row: { ...chargeKey({ mode, disputeId: name }), kind: "disputeCharge" }, body }
  const key = { pk: listOf(mode, list), sk: name }
  return { place, row: list === "warned" ? { ...key, kind: "fraudWarning" } : { ...key, kind: "dispute" }, body }
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

/** Which charge a dispute is of; undefined while none of that id was told. */
export async function chargeOfDispute(db: Db, dispute: DisputeId): Promise<string | undefined> {
  const row = await db.get(chargeKey(dispute))
  return row && (bodyOf(row) as { chargeId: string }).chargeId
}
