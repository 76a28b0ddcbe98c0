import type { Reconciled } from "#shared/contract/reconciliation.ts"
import type { Lister } from "../../functions/task/open-stripe.ts"
import { listOf } from "../../infra/local/stripe/lists.ts"
import type { StripeObject, StripeObjects } from "../../infra/local/stripe/objects.ts"
import type { Told } from "./stripe-object.ts"

const EXPANDED: Partial<Record<Reconciled, readonly string[]>> = {
  invoice: ["data.payments"],
  charge: ["data.balance_transaction", "data.failure_balance_transaction", "data.refunds"],
  refund: ["data.balance_transaction", "data.failure_balance_transaction"],
}
const MONEY: readonly Reconciled[] = ["invoice", "charge", "refund"]

/** A Stripe that lists these objects, each as the last telling of it, and counts how often it is asked. */
export function listerOf(told: readonly Told[], modes: Lister["modes"] = ["live"]) {
  const known = new Map<string, StripeObject>()
  const put = (objects: readonly Told[]) => {
    for (const one of objects) known.set(`${String(one["object"])} ${String(one["id"])}`, one as StripeObject)
  }
  put(told)
  const of = (object: string) =>
    [...known.values()]
      .filter((one) => one.object === object)
      .sort((one, other) => Number(other["created"]) - Number(one["created"]) || (one.id < other.id ? 1 : -1))
  const objects: StripeObjects = {
    put: (some) => (put(some), some.length),
    remove: ({ object, id }) => void known.delete(`${object} ${id}`),
    get: (object, id) => known.get(`${object} ${id}`),
    of,
    where: (object, field, value) => of(object).filter((one) => one[field] === value),
  }
  const asked: string[] = []
  const lister: Lister = {
    modes,
    isForbidden: (error) => (error as Error).message === "forbidden",
    list: async (object, { sinceSeconds, after }) => {
      asked.push(`${object} ${after ?? "first"}`)
      const search = new URLSearchParams({ limit: "100", status: object === "subscription" ? "all" : "" })
      if (object !== "subscription") search.delete("status")
      if (after !== null) search.set("starting_after", after)
      if (sinceSeconds !== null && MONEY.includes(object)) search.set("created[gte]", String(sinceSeconds))
      for (const path of EXPANDED[object] ?? []) search.append("expand[]", path)
      const page = listOf(objects, object === "promotionCode" ? "promotion_code" : object, object, search)!
      return { objects: page.data, hasMore: page.has_more, aheadMs: 0 }
    },
  }
  return { lister, objects, asked, put }
}
