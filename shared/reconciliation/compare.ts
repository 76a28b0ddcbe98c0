import type { Discrepancy } from "../contract/reconciliation.ts"
import type { Json } from "../revenue/field.ts"
import type { Standing } from "./decisive.ts"

/** What a comparison says of one object that Stripe lists. */
export type Comparison = "same" | "missing" | "different" | "tooFresh"

/** So long a delivery may be on its way, in seconds: what changed later is looked at the next time. */
export const FRESH_SECONDS = 600

/** Where two sides differ, by what Stripe says; a field that Stripe says nothing of is not compared. */
export const differencesOf = (ours: Standing | undefined, stripe: Standing): Discrepancy["fields"] =>
  Object.entries(stripe.fields).flatMap(([field, theirs]) => {
    const held = ours?.fields[field] ?? null
    return ours && held === theirs ? [] : [{ field, ours: held, stripe: theirs }]
  })

/** Whether Stripe says something otherwise that no event tells. */
export const isStale = (ours: Standing | undefined, stripe: Standing): boolean =>
  Object.entries(stripe.untold ?? {}).some(([field, theirs]) => theirs !== null && ours?.untold?.[field] !== theirs)

/** Decides what to say of an object; `changedSeconds` is when it last changed as far as either side knows. */
export function compared(
  ours: Standing | undefined,
  stripe: Standing,
  { changedSeconds, askedSeconds }: { changedSeconds: number; askedSeconds: number },
): Comparison {
  if (ours && differencesOf(ours, stripe).length === 0) return "same"
  if (askedSeconds - changedSeconds < FRESH_SECONDS) return "tooFresh"
  return ours ? "different" : "missing"
}

const MOMENT = /^created$|_at$|_start$|_date$/
const DEPTH_MAX = 4

/** The last moment that an object itself names and that is not in the future, in seconds; 0 where it names none. */
export function lastMoment(told: unknown, untilSeconds: number, depth = 0): number {
  if (typeof told !== "object" || told === null || depth > DEPTH_MAX) return 0
  let last = 0
  for (const [field, value] of Object.entries(told as Json)) {
    if (typeof value === "number" && MOMENT.test(field) && value <= untilSeconds) last = Math.max(last, value)
    else if (typeof value === "object") last = Math.max(last, lastMoment(value, untilSeconds, depth + 1))
  }
  return last
}
