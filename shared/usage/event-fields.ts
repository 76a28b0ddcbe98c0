import * as z from "zod/mini"
import { isReserved } from "../cube/kind.ts"
import { microsOfUsd } from "../money.ts"
import { PathId as pathId } from "../contract/id.ts"
import { isCommonDay, isZone } from "../time.ts"

/** An organization; some words name scopes of the console's own. */
export const orgId = pathId.check(
  z.refine((told) => !isReserved(told), "expected an id that is not one of the console's own words"),
)
/** Names and other short text. */
export const text = z.string().check(z.maxLength(2_000))
/** What is counted by: shorter, because cubes hold it. */
export const word = z.string().check(z.maxLength(200))
/** Messages and stacks. */
export const long = z.string().check(z.maxLength(20_000))
/** An IANA time zone. */
export const zone = text.check(z.refine(isZone, "expected an IANA time zone, Europe/Berlin"))
/** A whole number. */
export const count = z.number().check(z.int(), z.gte(0), z.lte(1e12))
/** Milliseconds, or seconds where a field says so. */
export const ms = z.number().check(z.gte(0), z.lte(1e12))
/** An instant with an offset, kept as UTC. */
export const at = z.pipe(
  z.iso
    .datetime({ offset: true })
    .check(z.refine((told) => isCommonDay(told.slice(0, 10)), "expected a year from 1970")),
  z.transform((told) => new Date(told).toISOString()),
)

/** Dollars as decimal text or a JSON number, kept as integer micro-dollars; never computed as a float. */
export const usd = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((told, context): number => {
    try {
      return microsOfUsd(String(told))
    } catch (refusal) {
      context.issues.push({ code: "custom", message: (refusal as Error).message, input: told })
      return 0
    }
  }),
)
/** A field that need not be told; null says that there is nothing. */
export const maybe = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(schema))
