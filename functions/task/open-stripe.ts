import Stripe from "stripe"
import type { Reconciled } from "#shared/contract/reconciliation.ts"
import type { Want } from "#shared/payments/parts.ts"
import { isJson, type Json, listIn, objectIn } from "#shared/revenue/field.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Asker } from "./answer-wants.ts"
import { openClient } from "./stripe-client.ts"

/** A page of a list of the API's, newest first. */
export interface Listed {
  objects: object[]
  hasMore: boolean
  /** How far Stripe's clock is ahead of this machine's, in milliseconds. */
  aheadMs: number
}
/** Stripe, asked for everything of a kind. */
export interface Lister {
  modes: Asker["modes"]
  /** What was made since a second, where a list can be asked so, after an object of the page before. */
  list(object: Reconciled, from: { sinceSeconds: number | null; after: string | null }): Promise<Listed>
  /** Whether an error says that the key may not ask this, so that asking again is of no use. */
  isForbidden(error: unknown): boolean
}

const ANSWER_MS_MAX = 8_000
const LIST_MAX = 100
const ITEMS_MAX = 1_000
const AT_ONCE = 4
/** A clock that is a day off is none to go by. */
const AHEAD_MS_MAX = 86_400_000

/** Stripe as its key lets us ask it; nobody where no key is set. */
export async function openStripe(): Promise<(Asker & Lister) | undefined> {
  const client = await openClient(ANSWER_MS_MAX)
  if (!client) return undefined
  const { stripe, modes } = client
  return {
    modes,
    ask: (want) => ask(stripe, want),
    async list(object, from) {
      const { data, has_more, lastResponse } = await page(stripe, object, from)
      const told = Date.parse(String(lastResponse.headers["date"] ?? ""))
      const aheadMs = told - Date.now()
      const objects = await inGroups(data.map(asTold), AT_ONCE, async (one) =>
        object === "subscription" && isInPart(one) ? wholeSubscription(stripe, String((one as Json)["id"])) : one,
      )
      return { objects, hasMore: has_more, aheadMs: Math.abs(aheadMs) < AHEAD_MS_MAX ? aheadMs : 0 }
    },
    isUnknown: (error) => error instanceof Stripe.errors.StripeError && error.statusCode === 404,
    isForbidden: (error) =>
      error instanceof Stripe.errors.StripeError && (error.statusCode === 401 || error.statusCode === 403),
  }
}

async function ask(stripe: Stripe, { object, id }: Want): Promise<object[]> {
  if (object === "subscription") return [await wholeSubscription(stripe, id)]
  if (object === "invoice")
    return [await stripe.rawRequest("GET", `/v1/invoices/${encodeURIComponent(id)}?expand[]=payments`)]
  if (object === "balance") return [await stripe.balanceTransactions.retrieve(id)]
  if (object === "charge") return [await stripe.charges.retrieve(id, { expand: ["balance_transaction"] })]
  if (object === "refund") return [await stripe.refunds.retrieve(id)]
  if (object === "dispute") return [await stripe.disputes.retrieve(id)]
  const asked = { charge: id, limit: LIST_MAX }
  if (object === "refundsOf") return stripe.refunds.list(asked).autoPagingToArray({ limit: 10 * LIST_MAX })
  return stripe.disputes.list(asked).autoPagingToArray({ limit: 10 * LIST_MAX })
}

/** Of a subscription its first ten items are told, of discounts the ids, of tiered prices no tiers: asked for so, all of it comes whole. */
async function wholeSubscription(stripe: Stripe, id: string): Promise<object> {
  const told = asTold(
    await stripe.subscriptions.retrieve(id, { expand: ["discounts.source.coupon", "items.data.price.tiers"] }),
  )
  if (!isInPart(told)) return told
  const asked = { subscription: id, limit: LIST_MAX, expand: ["data.discounts.source.coupon", "data.price.tiers"] }
  const items = await stripe.subscriptionItems.list(asked).autoPagingToArray({ limit: ITEMS_MAX })
  return { ...told, items: { object: "list", data: items.map(asTold), has_more: items.length >= ITEMS_MAX } }
}

/** Whether items are left out, a discount of one is told by its id alone, or a tiered price without its tiers. */
const isInPart = (subscription: object): boolean =>
  objectIn(subscription as Json, "items")?.["has_more"] === true ||
  listIn(subscription as Json, "items").some((item) => {
    const [price, discounts] = [objectIn(item, "price"), item["discounts"]]
    const lacksTiers = price?.["billing_scheme"] === "tiered" && !Array.isArray(price["tiers"])
    return lacksTiers || (Array.isArray(discounts) && discounts.some((one) => !isWorthTold(one)))
  })

const isWorthTold = (discount: unknown): boolean =>
  isJson(discount) && isJson(objectIn(discount, "source")?.["coupon"] ?? discount["coupon"])

/** As it was told: the client makes objects of decimal text, and they say it again as text. */
const asTold = (object: object): object => JSON.parse(JSON.stringify(object)) as object

/** A page with what stands inside its objects told whole, as far as it is compared. */
async function page(
  stripe: Stripe,
  object: Reconciled,
  { sinceSeconds, after }: { sinceSeconds: number | null; after: string | null },
) {
  const some = { limit: LIST_MAX, ...(after === null ? {} : { starting_after: after }) }
  const since = { ...some, ...(sinceSeconds === null ? {} : { created: { gte: sinceSeconds } }) }
  switch (object) {
    case "customer":
      return stripe.customers.list(some)
    case "subscription":
      return stripe.subscriptions.list({ ...some, status: "all", expand: ["data.discounts.source.coupon"] })
    case "invoice":
      return stripe.invoices.list({ ...since, expand: ["data.payments"] })
    case "charge":
      return stripe.charges.list({
        ...since,
        expand: ["data.balance_transaction", "data.failure_balance_transaction", "data.refunds"],
      })
    case "refund":
      return stripe.refunds.list({
        ...since,
        expand: ["data.balance_transaction", "data.failure_balance_transaction"],
      })
    case "dispute":
      return stripe.disputes.list(some)
    case "coupon":
      return stripe.coupons.list({ ...some, expand: ["data.applies_to"] })
    case "promotionCode":
      return stripe.promotionCodes.list(some)
  }
}
