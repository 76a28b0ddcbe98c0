import { createHmac } from "node:crypto"
import fc from "fast-check"
import { signedHeaders, stripeEvent } from "../../support/stripe.ts"
import { nastyBody, nastyText } from "./nasty.ts"

/** A delivery with a signature that does not hold, and in which way it does not. */
export interface Forged {
  change: string
  body: string
  /** Made when it is sent: its time counts from then. */
  headers(): Record<string, string>
}
interface Chance {
  body: string
  cut: number
  offSeconds: number
  junk: string
}

const as = (told: string) => ({ "stripe-signature": told })
const nowSeconds = () => Math.floor(Date.now() / 1000)
const many = Array.from({ length: 200 }, (_, nth) => createHmac("sha256", "x").update(String(nth)).digest("hex"))

/** Each makes other headers out of the good ones. */
const CHANGES: Record<string, (good: string, chance: Chance) => Record<string, string>> = {
  truncated: (good, { cut }) => as(good.slice(0, -cut)),
  prolonged: (good) => as(`${good}0`),
  turned: (good) => as(good.slice(0, -1) + (good.endsWith("0") ? "1" : "0")),
  foreign: (_, { body, junk }) => signedHeaders(body, { secret: `whsec_${junk}` }),
  stale: (_, { body, offSeconds }) => signedHeaders(body, { atSeconds: nowSeconds() - offSeconds }),
  early: (_, { body, offSeconds }) => signedHeaders(body, { atSeconds: nowSeconds() + offSeconds }),
  "of another body": (_, { body }) => signedHeaders(`${body} `),
  missing: () => ({}),
  "of another scheme": (good) => as(good.replace("v1", "v0")),
  "of no time": (good) => as(good.replace(/t=\d+/, "t=1e999")),
  "one of many": (good) => as(`${good.split(",")[0]},${many.map((one) => `v1=${one}`).join(",")}`),
  junk: (_, { junk }) =>
    as(
      Buffer.from(junk.replaceAll(/[\0\r\n]/g, ""))
        .toString("latin1")
        .trim(),
    ),
}

const EVENT = JSON.stringify(
  stripeEvent("customer.created", "2026-11-20T13:00:00Z", { id: "cus_forged", object: "customer" }),
)

export const forgedDelivery: fc.Arbitrary<Forged> = fc
  .record({
    change: fc.constantFrom(...Object.keys(CHANGES)),
    body: fc.oneof(nastyBody, fc.constant(EVENT)),
    cut: fc.integer({ min: 1, max: 60 }),
    offSeconds: fc.integer({ min: 302, max: 1_000_000 }),
    junk: nastyText,
  })
  .map(({ change, ...chance }) => ({
    change,
    body: chance.body,
    headers: () => CHANGES[change]!(signedHeaders(chance.body)["stripe-signature"]!, chance),
  }))
