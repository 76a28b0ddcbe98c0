import type { Mode } from "#shared/contract/transactions.ts"
import type { KeptFailure } from "#shared/subscriptions/kept.ts"
import type { Instant } from "#shared/time.ts"
import { type Db, type Key, queryAll, type Row } from "./db.ts"
import type { Given } from "./derived.ts"
import { unpack } from "./packed.ts"
import { DUE_FIELD_NAMES, retryAt } from "./work.ts"

/**
 * An open invoice whose payment failed: derived from its customer's timeline, gone once it is paid or given up. After each try
 * Stripe is asked which charge it was; until then it stands in GSI2 under `asking#stripe#invoices#<mode>`.
 *   pk  failedInvoices#<mode>
 *   sk  <invoice>
 * Written together with the customer's timeline only (derived.ts), at the customer's place `invoice#<id>`.
 */
export interface FailedInvoiceRow extends Row {
  /** How often Stripe was asked since the last try. */
  asked?: number
}

const failedInvoiceKey = (mode: Mode, invoiceId: string): Key => ({ pk: `failedInvoices#${mode}`, sk: invoiceId })
const asking = (mode: Mode): string => `asking#stripe#invoices#${mode}`
/** Then Stripe does not know it. */
const ASKED_MAX = 10

const PLACE = "invoice#"
/** The invoice that a place of a customer is, undefined where it is something else. */
export const invoiceOfPlace = (place: string): string | undefined =>
  place.startsWith(PLACE) ? place.slice(PLACE.length) : undefined
export const placeOfInvoice = (invoiceId: string): string => `${PLACE}${invoiceId}`

/** A failed invoice, as its customer's fold writes it; due to be asked about at once. */
export const failedInvoiceGiven = (mode: Mode, invoiceId: string, due: Instant, body: unknown | undefined): Given => ({
  place: placeOfInvoice(invoiceId),
  row: { ...failedInvoiceKey(mode, invoiceId), kind: "failedInvoice", gsi2pk: asking(mode), gsi2sk: due },
  body,
})

const failureIn = (row: Row): KeptFailure => unpack(row["packed"] as Uint8Array) as KeptFailure

/** One failed invoice as it stands this moment. */
export async function failedInvoiceById(db: Db, mode: Mode, invoiceId: string): Promise<KeptFailure | undefined> {
  const row = await db.get(failedInvoiceKey(mode, invoiceId), { strong: true })
  return row && failureIn(row)
}

/** Every failed invoice of a mode, strongly, with whether Stripe is still asked which charge it was. */
export async function failedInvoices(db: Db, mode: Mode): Promise<{ failure: KeptFailure; isAsked: boolean }[]> {
  const rows = await queryAll(db, { pk: failedInvoiceKey(mode, "").pk, strong: true })
  return rows.map((row) => ({ failure: failureIn(row), isAsked: row.gsi2pk !== undefined }))
}

/** Keys of those that Stripe is to be asked about, the longest overdue first. The index lags: `claimInvoice` says whether one still is. */
export async function dueInvoices(db: Db, mode: Mode, now: Instant, limit: number): Promise<Key[]> {
  const { rows } = await db.query({ index: "gsi2", pk: asking(mode), sk: { le: now }, limit, fields: ["gsi2sk"] })
  return rows.map(({ pk, sk }) => ({ pk, sk }))
}

/** Takes one to ask about, so that nobody else does meanwhile: it is due again later, should this try fail. */
export async function claimInvoice(db: Db, key: Key, now: Instant): Promise<FailedInvoiceRow | undefined> {
  const held = (await db.get(key, { strong: true })) as FailedInvoiceRow | undefined
  if (!held?.gsi2pk || String(held.gsi2sk) > now) return undefined
  const claimed = await db.change({
    update: key,
    set: { gsi2sk: retryAt(now, held.asked ?? 0) },
    add: { asked: 1 },
    when: { eq: ["gsi2sk", held.gsi2sk] },
  })
  return claimed === "refused" ? undefined : (claimed as FailedInvoiceRow)
}

/** Asks no more, unless another try of the card was told meanwhile. */
export const settleInvoice = (db: Db, { pk, sk, gsi2sk }: FailedInvoiceRow): Promise<"done" | "refused"> =>
  db.write({ update: { pk, sk }, drop: DUE_FIELD_NAMES, when: { eq: ["gsi2sk", gsi2sk] } })

/** Whether Stripe was asked often enough about what it does not know. */
export const isAskedEnough = ({ asked = 0 }: FailedInvoiceRow): boolean => asked >= ASKED_MAX
