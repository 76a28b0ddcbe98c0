import type * as z from "zod/mini"
import {
  cancelSubscription,
  changePlan,
  listSubscriptions,
  type Proration,
  readSubscription,
  resumeSubscription,
  type Subscription,
  type SubscriptionDetail,
  type SubscriptionTotals,
} from "#shared/contract/subscriptions.ts"
import { retryPayment } from "#shared/contract/failed-payments.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { Subscription, SubscriptionDetail, SubscriptionTotals }
/** What the list is asked for. */
export type SubscriptionsAsked = Omit<z.input<typeof listSubscriptions.input>, "cursor" | "limit">
/** Which subscription of which mode. */
export type Named = Pick<Subscription, "mode" | "subscriptionId">

const TOPICS = ["subscriptions"]

/** One page of subscriptions in an order, and what all that match add up to. */
export const liveSubscriptions = (ask: () => z.input<typeof listSubscriptions.input>) =>
  liveQuery(listSubscriptions, ask, { topics: TOPICS, key: "subscriptionId" })

/** One subscription with its items, history and commands. */
export const liveSubscription = (name: () => Named) => liveQuery(readSubscription, name, { topics: TOPICS })

/** What somebody wants Stripe to do with a subscription. */
export type Wish =
  | { act: "cancel" | "resume" }
  | { act: "plan"; itemId: string; priceId: string; proration: Proration }
  | { act: "retry"; invoiceId: string }

/** Gives Stripe the command; how it ends is told with the subscription. */
export function tellStripe({ mode, subscriptionId }: Named, wish: Wish, idempotencyKey: string) {
  const named = { mode, subscriptionId }
  const options = { idempotencyKey }
  switch (wish.act) {
    case "cancel":
      return call(cancelSubscription, named, options)
    case "resume":
      return call(resumeSubscription, named, options)
    case "retry":
      return call(retryPayment, { mode, invoiceId: wish.invoiceId }, options)
    case "plan": {
      const { act: _, ...wanted } = wish
      return call(changePlan, { ...named, ...wanted }, options)
    }
  }
}
