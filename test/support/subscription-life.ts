import { subscribed, type Told, told, unix } from "./stripe-object.ts"

/** Ten in the morning of a day, in UTC. */
export const at = (day: string) => unix(`${day}T10:00:00Z`)
/** When the subscription below was created. */
export const CREATED = at("2026-01-05")
/** Subscription `sub_1` of `cus_1` is created. */
export const created = (more: Told = {}, day = "2026-01-05") =>
  told("customer.subscription.created", at(day), subscribed({ created: at(day), ...more }))
/** It is told to stand so from a day on. */
export const updated = (day: string, more: Told, previous?: Told) =>
  told(
    "customer.subscription.updated",
    at(day),
    subscribed({ created: CREATED, ...more }),
    previous ? { previous } : {},
  )
/** It ends on a day. */
export const deleted = (day: string, more: Told = {}) =>
  told(
    "customer.subscription.deleted",
    at(day),
    subscribed({ created: CREATED, status: "canceled", ended_at: at(day), canceled_at: at(day), ...more }),
  )
