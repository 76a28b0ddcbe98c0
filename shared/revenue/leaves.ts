import { canonical } from "../account/canonical.ts"
import { isJson, type Json } from "./field.ts"
import type { Leaves } from "./stripe-fact.ts"

/** Paths that other events of one second usually name as what stood there before; a path stands for everything below it. */
export const ORDERING_PATHS = {
  subscription: [
    "status",
    "quantity",
    "plan.id",
    "items.data",
    "discount.id",
    "discounts",
    "cancel_at_period_end",
    "cancel_at",
    "canceled_at",
    "ended_at",
    "trial_end",
    "pause_collection",
    "current_period_end",
    "latest_invoice",
    "default_payment_method",
    "schedule",
    "metadata",
  ],
  invoice: [
    "status",
    "paid",
    "amount_paid",
    "amount_remaining",
    "attempt_count",
    "attempted",
    "auto_advance",
    "number",
    "status_transitions",
  ],
  customer: ["name", "email", "description", "currency", "balance", "delinquent", "invoice_settings", "metadata"],
} as const

const DEPTH_MAX = 3
const TEXT_MAX = 24

/** The values of an object by path, as short as equality allows. Lists count as one value. */
export function leavesOf(object: Json, prefix = "", depth = 1): Leaves {
  const leaves: Leaves = {}
  for (const [field, value] of Object.entries(object)) {
    if (value === undefined) continue
    if (isJson(value) && depth < DEPTH_MAX) Object.assign(leaves, leavesOf(value, `${prefix}${field}.`, depth + 1))
    else leaves[`${prefix}${field}`] = shortOf(value)
  }
  return leaves
}

/** True when a path is one of those named, or below one of them. */
export const isBelow = (path: string, named: readonly string[]): boolean =>
  named.some((name) => path === name || path.startsWith(`${name}.`) || name.startsWith(`${path}.`))

function shortOf(value: unknown): Leaves[string] {
  if (value === 0) return 0
  if (value === null || typeof value === "number" || typeof value === "boolean") return value
  if (typeof value === "string" && value.length <= TEXT_MAX) return value
  return `#${digestOf(canonical(value))}`
}

function digestOf(text: string): string {
  let [one, other] = [0x811c9dc5, 5381]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    one = Math.imul(one ^ code, 0x01000193)
    other = (Math.imul(other, 33) + code) | 0
  }
  return `${(one >>> 0).toString(36)}${(other >>> 0).toString(36)}`
}
