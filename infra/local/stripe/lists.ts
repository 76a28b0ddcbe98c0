import type { StripeObject, StripeObjects } from "./objects.ts"

const LIMIT = 10
const LIMIT_MAX = 100

/** Of the fields that a list can be narrowed by, those that are fields of its objects. */
const NARROWED_BY = ["charge", "customer", "invoice", "subscription", "payment_intent"]

/** A page of a kind as Stripe's lists have it, newest first; nothing where it is to begin after an object that is not there. */
export function listOf(objects: StripeObjects, object: string, url: string, search: URLSearchParams) {
  const all = objects.of(object).filter((told) => isAsked(object, told, search))
  const after = search.get("starting_after")
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1
  if (after !== null && from === 0) return undefined
  const limit = Math.min(Number(search.get("limit") ?? LIMIT) || LIMIT, LIMIT_MAX)
  const inData = expandedIn(search).flatMap((path) => (path.startsWith("data.") ? [path.slice("data.".length)] : []))
  const data = all.slice(from, from + limit).map((told) => expand(objects, inMode(objects, told), inData))
  return { object: "list", url, data, has_more: from + limit < all.length }
}

/** A refund says no mode of its own; here, where both modes stand together, it says that of its charge. */
const inMode = (objects: StripeObjects, told: StripeObject): StripeObject =>
  told.object === "refund" && objects.get("charge", String(told["charge"]))?.["livemode"] === false
    ? { ...told, livemode: false }
    : told

function isAsked(object: string, told: StripeObject, search: URLSearchParams): boolean {
  const status = search.get("status")
  const isOver = told["status"] === "canceled" || told["status"] === "incomplete_expired"
  if (object === "subscription" && status === null && isOver) return false
  if (status !== null && status !== "all" && told["status"] !== status) return false
  if (NARROWED_BY.some((field) => search.has(field) && told[field] !== search.get(field))) return false
  const created = Number(told["created"])
  const bound = (name: string) => search.get(`created[${name}]`)
  const [from, above, to, below] = [bound("gte"), bound("gt"), bound("lte"), bound("lt")]
  return (
    (from === null || created >= Number(from)) &&
    (above === null || created > Number(above)) &&
    (to === null || created <= Number(to)) &&
    (below === null || created < Number(below))
  )
}

/** Paths that are asked for whole: `expand[]=…`, or `expand[0]=…` as the client writes it. */
export const expandedIn = (search: URLSearchParams): string[] =>
  [...search].flatMap(([key, value]) => (/^expand\[\d*\]$/.test(key) ? [value] : []))

/** An object with what stands at these paths told whole, where it is known; what is told whole anyway stays as it is. */
export function expand(objects: StripeObjects, told: StripeObject, paths: readonly string[]): StripeObject {
  const whole = paths.flatMap((path): [string, unknown][] => {
    if (path === "balance_transaction" || path === "failure_balance_transaction") {
      const entry = objects.get("balance_transaction", String(told[path]))
      return entry ? [[path, entry]] : []
    }
    if (path === "refunds" && told.object === "charge")
      return [[path, listing(objects.where("refund", "charge", told.id))]]
    if (path === "payments" && told.object === "invoice")
      return [[path, listing(objects.where("invoice_payment", "invoice", told.id))]]
    const discounts = told["discounts"]
    if (path.startsWith("discounts") && Array.isArray(discounts))
      return [["discounts", discounts.map((one: unknown) => objects.get("discount", String(one)) ?? one)]]
    return []
  })
  return { ...told, ...Object.fromEntries(whole) }
}

const listing = (data: readonly StripeObject[]) => ({ object: "list", data, has_more: false })
