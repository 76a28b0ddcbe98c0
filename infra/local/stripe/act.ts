import type { Form } from "./form.ts"
import type { StripeObject, StripeObjects } from "./objects.ts"

/** What the sandbox answers a request. */
export interface Answer {
  status: number
  body: unknown
}

/** An object as an act leaves it, and the event that tells so; without a type nobody is told. */
export interface Changed {
  object: StripeObject
  type?: string
  /** What stood there before, field by field. */
  previous?: Record<string, unknown>
  /** It is told of once more, and known no longer. */
  isGone?: true
}

/** What a request to change something comes to. */
export interface Acted {
  answer: Answer
  changed: readonly Changed[]
}

/** One thing that can be done to an object. */
export type Act = (known: StripeObjects, subject: StripeObject, form: Form, nowSeconds: number) => Acted

/** Something that can be made. */
export type Make = (known: StripeObjects, form: Form, nowSeconds: number) => Acted

/** An error as Stripe words it. */
export const refused = (
  status: number,
  message: string,
  code: string,
  type = status === 401 ? "authentication_error" : "invalid_request_error",
  more: Record<string, unknown> = {},
): Answer => ({ status, body: { error: { code, message, type, ...more } } })

/** An act that changes nothing, and says why. */
export const unchanged = (answer: Answer): Acted => ({ answer, changed: [] })

/** The refusal of a parameter that the act does not know; undefined where it knows them all. */
export function unknownIn(form: Form, known: readonly string[]): Answer | undefined {
  const odd = Object.keys(form).find((field) => !known.includes(field))
  return odd === undefined
    ? undefined
    : refused(400, `Received unknown parameter: ${odd}`, "parameter_unknown", undefined, { param: odd })
}

/** An object after a change, told with what stood there before. */
export const changedTo = (before: StripeObject, to: Record<string, unknown>, type: string): Changed => ({
  object: { ...before, ...to },
  type,
  previous: Object.fromEntries(
    Object.entries(to).flatMap(([field, value]) =>
      JSON.stringify(value) === JSON.stringify(before[field]) ? [] : [[field, before[field]]],
    ),
  ),
})
