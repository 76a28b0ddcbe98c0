import { maskEmail } from "./mask.ts"

/** Fields that say who somebody is, or open what says it: by the last words of their names, `customer_phone` as `phone`. */
const PERSONAL = new RegExp(
  `(^|_)(${[
    "e_?mail|name|nickname|phone|description",
    "address|shipping|shipping_details|line[12]|city|postal_code|zip",
    "tax_ids?|custom_fields|metadata",
    "ip|last4|fingerprint|secret",
    "urls?|pdf|receipt|receipt_number",
  ].join("|")})$`,
)
/** Begins where a word begins, so that a long text is read once. */
const EMAIL = /(?<![^\s@<>()",;:])[^\s@<>()",;:]+@[^\s@<>()",;:]+/g
const LINK = /^https?:\/\//i

const isPersonal = (field: string): boolean =>
  PERSONAL.test(field.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2").toLowerCase())

/** A payload with the values of personal fields masked, and e-mail addresses and links wherever they stand; its shape is kept. */
export function maskPayload(value: unknown): unknown {
  if (typeof value === "string") return LINK.test(value) ? "…" : withoutEmails(value)
  return inside(value, (field, held) => (isPersonal(field) ? masked(held) : maskPayload(held)), maskPayload)
}

function masked(held: unknown): unknown {
  if (held === null) return null
  if (typeof held === "string" && held.includes("@") && !/\s|:\/\//.test(held)) return maskEmail(held)
  return typeof held === "object" ? inside(held, (_, inner) => masked(inner), masked) : "…"
}

/** The same lists and objects with other values in them. A name may be somebody's address too. */
function inside(
  value: unknown,
  ofField: (field: string, held: unknown) => unknown,
  ofPlace: (held: unknown) => unknown,
): unknown {
  if (Array.isArray(value)) return value.map(ofPlace)
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(Object.entries(value).map(([field, held]) => [withoutEmails(field), ofField(field, held)]))
}

const withoutEmails = (text: string): string => text.replaceAll(EMAIL, maskEmail)
