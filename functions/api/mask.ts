import { maskEmail } from "#shared/directory/mask.ts"

const PERSONAL =
  /^(e?mail|name|phone|.*_email|.*Email|.*_name|line1|line2|address|city|postal_code|ip|ip_address|last4|description|receipt_email|receipt_number|nickname|tax_ids?|fingerprint)$/

/** A payload with the values of personal fields masked, its shape kept. */
export function maskPayload(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskPayload)
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => [
      key,
      PERSONAL.test(key) && held !== null ? masked(held) : maskPayload(held),
    ]),
  )
}

function masked(held: unknown): unknown {
  if (typeof held === "string") return held.includes("@") ? maskEmail(held) : "…"
  if (Array.isArray(held)) return held.map(masked)
  if (held !== null && typeof held === "object")
    return Object.fromEntries(Object.entries(held).map(([key, inner]) => [key, inner === null ? null : masked(inner)]))
  return "…"
}
