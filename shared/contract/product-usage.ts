import * as z from "zod/mini"
import { Instant } from "../time.ts"

/** A body of so many bytes at most: more than the longest answer takes. */
export const PRODUCT_ANSWER_BYTES_MAX = 131_072

/** One line of text: what is told stands in a list, and goes to a bank as it is. */
const line = (lengthMax: number) => z.string().check(z.minLength(1), z.maxLength(lengthMax), z.regex(/^\P{Cc}+$/u))

/** What a product says of a disputing customer, as the answer to `GET` of the product URL. Other fields are refused. */
export const ProductAnswer = z.strictObject({
  lines: z.array(z.strictObject({ label: line(80), value: line(300) })).check(z.maxLength(50)),
  note: z.optional(z.string().check(z.maxLength(1_000))),
})
export type ProductAnswer = z.infer<typeof ProductAnswer>

/** What the product was asked of a dispute's customer when the dispute was first seen. An answer never changes. */
export const ProductUsage = z.object({
  /** waiting: it is asked, again and again · answered: for good · givenUp: nobody asks any more, and `failure` says why. */
  state: z.enum(["waiting", "answered", "givenUp"]),
  /** Which host was asked last, and when; null while none was. */
  host: z.nullable(z.string()),
  askedAt: z.nullable(Instant),
  attempts: z.number(),
  /** Why the last try failed; null where none has, or where it is answered. */
  failure: z.nullable(z.string()),
  /** When it is asked next; null where it is asked no more. */
  nextTryAt: z.nullable(Instant),
  /** Null until it is answered, and for those who may not read who paid. */
  answer: z.nullable(ProductAnswer),
})
export type ProductUsage = z.infer<typeof ProductUsage>
