import * as z from "zod/mini"
import { PRODUCT_URL_CHARACTERS_MAX } from "../payments/product-url.ts"
import { Day } from "../time.ts"
import { endpoint, staff } from "./endpoint.ts"

/** From this day on, one major unit of `currency` is worth `rate` major units of the reporting currency; decimal text, never a float. */
export const Rate = z.object({
  currency: z.string().check(z.regex(/^[a-z]{3}$/)),
  day: Day,
  rate: z.string().check(z.regex(/^\d{1,9}(\.\d{1,10})?$/)),
})
export type Rate = z.infer<typeof Rate>

export const GeneralSettings = z.object({
  reportingZone: z.string().check(z.maxLength(60)),
  reportingCurrency: z.string().check(z.regex(/^[a-z]{3}$/)),
  /** Which discounts lower MRR: `forever` as Stripe, `active` adds running repeating ones, `all` adds once in its period. */
  discounts: z.enum(["forever", "active", "all"]),
  rates: z.array(Rate).check(z.maxLength(2000)),
  /** Where the product says what a disputing customer used, with `{customerId}` or `{organizationId}` in it; absent where it is not asked. */
  productUrl: z.optional(z.string().check(z.minLength(1), z.maxLength(PRODUCT_URL_CHARACTERS_MAX))),
})
export type GeneralSettings = z.infer<typeof GeneralSettings>

/** The settings as they stand, and how often they were saved. */
export const SavedSettings = z.extend(GeneralSettings, { revision: z.number() })
export type SavedSettings = z.infer<typeof SavedSettings>

export const readSettings = endpoint({
  method: "GET",
  path: "/api/settings/general",
  who: staff.any,
  shows: [],
  summary:
    "Reporting zone and currency, the discount rule, dated exchange rates, and where the product is asked about disputes.",
  input: z.object({}),
  output: SavedSettings,
})

export const saveSettings = endpoint({
  method: "PUT",
  path: "/api/settings/general",
  who: staff.admin,
  shows: [],
  summary:
    "Replaces the general settings; every figure they change is computed again. With the `revision` that was read, refused when somebody saved since. Audited.",
  input: z.extend(GeneralSettings, { revision: z.optional(z.int().check(z.gte(0))) }),
  output: SavedSettings,
  freshSignIn: "everybody",
})
