import type { Telling } from "../payments/payment-news.ts"
import { idIn, idOf, type Json, textIn } from "./field.ts"
import { isBelow, leavesOf, ORDERING_PATHS } from "./leaves.ts"
import type { StripeFact } from "./stripe-fact.ts"
import { customerOf, invoiceOf, subscriptionOf } from "./stripe-objects.ts"

/** Whether an object is one that stands under a customer. */
export const isOfCustomer = (object: Json): boolean => (textIn(object, "object") ?? "") in ORDERING_PATHS

/** The customer that an object is, or is of; null where it names none that can be kept. */
export const customerIdOf = (object: Json): string | null =>
  textIn(object, "object") === "customer" ? idIn(object, "id") : idOf(object, "customer")

/** What an event, or Stripe's own answer, tells of a customer, a subscription or an invoice. */
export function customerFactOf(
  object: Json,
  { previous: before, ...telling }: Telling,
  { customerId, objectId }: { customerId: string; objectId: string },
): StripeFact {
  const misses: string[] = []
  const kind = textIn(object, "object") as keyof typeof ORDERING_PATHS
  const { type, createdSeconds } = telling
  const previous = before && leavesOf(before)
  const wanted = [...ORDERING_PATHS[kind], ...Object.keys(previous ?? {})]
  const told = {
    objectId,
    customerId,
    ...telling,
    previous,
    now: Object.fromEntries(Object.entries(leavesOf(object)).filter(([path]) => isBelow(path, wanted))),
    misses,
  }
  if (kind === "subscription") return { ...told, object: kind, snapshot: subscriptionOf(object, misses) }
  if (kind === "invoice") return { ...told, object: kind, snapshot: invoiceOf(object, type, createdSeconds, misses) }
  return { ...told, object: kind, snapshot: customerOf(object, type) }
}
