import type { CubeKind, FactRow } from "../cube/kind.ts"
import { named } from "../named.ts"

/** The product's records by model. `withoutStripe` counts created ones that no Stripe object stands behind. */
export interface RecordCounts {
  created: number
  deleted: number
  withoutStripe: number
}
export type Records = Record<string, RecordCounts>
interface Body {
  type: string
  data: Record<string, unknown>
}

const none: RecordCounts = { created: 0, deleted: 0, withoutStripe: 0 }

/**
 * One record is counted once however often it is announced inside a bucket, and has a Stripe object if any telling names one.
 * Organizations number their records themselves, so a record is its organization's.
 */
function fold(facts: readonly FactRow<Body>[]): Records {
  const seen = new Map<string, { type: string; model: string; withStripe: boolean }>()
  for (const { body } of facts) {
    const { org = null, model, id } = body.data
    const key = JSON.stringify([body.type, org, model, id])
    const withStripe = hasStripeId(body.data) || seen.get(key)?.withStripe === true
    seen.set(key, { type: body.type, model: String(model), withStripe })
  }
  const records: Records = named()
  for (const { type, model, withStripe } of seen.values()) {
    const counts = { ...(records[model] ?? none) }
    records[model] = counts
    if (type === "record.deleted") counts.deleted++
    else {
      counts.created++
      if (!withStripe) counts.withoutStripe++
    }
  }
  return records
}

const hasStripeId = (data: Record<string, unknown>): boolean =>
  ["stripeId", "stripeInvoiceId", "stripe_id", "stripe_invoice_id"].some((name) => Boolean(data[name]))

function merge(cubes: readonly Records[]): Records {
  const sum: Records = named()
  for (const cube of cubes)
    for (const [model, { created, deleted, withoutStripe }] of Object.entries(cube)) {
      const held = sum[model] ?? none
      sum[model] = {
        created: held.created + created,
        deleted: held.deleted + deleted,
        withoutStripe: held.withoutStripe + withoutStripe,
      }
    }
  return sum
}

/** Record counts: "jobs created" and "invoices sent" read them, integrity checks will. */
export const recordsCube: CubeKind<Body, Records> = {
  name: "records",
  version: 2,
  levels: ["quarter", "hour", "day", "month"],
  families: ["record"],
  facts: "segments",
  clock: "business",
  lanes: 0,
  empty: {},
  fold,
  merge,
}
