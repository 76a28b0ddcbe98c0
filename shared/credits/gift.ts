import type { StaffRole } from "../contract/endpoint.ts"

const DOLLAR = 1_000_000
/** What a role may give at once, and in one day of the reporting zone, in micro-dollars. */
export const GIFT_MICROS_MAX: Readonly<Record<StaffRole, number>> = {
  admin: 10_000 * DOLLAR,
  support: 100 * DOLLAR,
  viewer: 0,
}

/** How many credits of one organization may expire at different times. */
export const LOTS_MAX = 100
/** Credits that expire do so within this time. */
export const EXPIRY_YEARS_MAX = 5
