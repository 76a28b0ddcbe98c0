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

/** One record is counted once however often it is announced inside a bucket. */
function fold(facts: readonly FactRow<Body>[]): Records {
  const seen = new Set<string>()
  const records: Records = named()
  for (const { body } of facts) {
    const model = String(body.data["model"])
    const key = `${body.type} ${model} ${body.data["id"]}`
    if (seen.has(key)) continue
    seen.add(key)
    const counts = { ...(records[model] ?? none) }
    records[model] = counts
    if (body.type === "record.deleted") counts.deleted++
    else {
      counts.created++
      if (!hasStripeId(body.data)) counts.withoutStripe++
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
  version: 1,
  levels: ["quarter", "hour", "day", "month"],
  families: ["record"],
  facts: "segments",
  clock: "business",
  lanes: 0,
  empty: {},
  fold,
  merge,
}
