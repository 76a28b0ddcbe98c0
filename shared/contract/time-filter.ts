import * as z from "zod/mini"
import { Instant } from "../time.ts"

/** The time a list is narrowed to: [from, to), open at an end that is not named. */
export interface TimeFilter {
  from?: Instant | undefined
  to?: Instant | undefined
}

/** The names, in an address, of times that end now. */
export const LAST_NAMES = ["1h", "24h", "7d"] as const

/** The fields of it, to stand beside a list's other filters. */
export const timeFilter = { from: z.optional(Instant), to: z.optional(Instant) }

/** Refuses a time that ends before it begins, or has no length. */
export const endsAfterItBegins = z.refine<TimeFilter>(({ from, to }) => !from || !to || from < to, {
  path: ["to"],
  error: "This time ends before it begins",
  params: { wanted: "an instant after `from`" },
})

/** Whether an instant lies in it. */
export const isWithin = ({ from, to }: TimeFilter, at: Instant): boolean => (!from || at >= from) && (!to || at < to)
