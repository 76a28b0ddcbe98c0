import {
  cancelSubscription,
  changePlan,
  listSubscriptions,
  readSubscription,
  resumeSubscription,
} from "#shared/contract/subscriptions.ts"
import type { SubscriptionFact } from "#shared/revenue/life.ts"
import { Refusal } from "#shared/refusal.ts"
import { subscriptionDetail } from "#shared/subscriptions/detail.ts"
import type { Place } from "#shared/ordered-page.ts"
import { subscriptionsPage, subscriptionTotals } from "#shared/subscriptions/list.ts"
import { pricesOf } from "#shared/subscriptions/plan-choices.ts"
import { maskedOwner, subscriptionOf } from "#shared/subscriptions/subscription.ts"
import { msOf } from "#shared/time.ts"
import { machineNow } from "../runtime/clock.ts"
import { customerFactsOf } from "../table/customer.ts"
import type { Ground } from "../table/ground.ts"
import { stripeCommandsOf } from "../table/stripe-command.ts"
import { subscriptionById } from "../table/subscription.ts"
import { keptSubscriptions, subscriptionsFor, SUBSCRIPTIONS_TOPIC } from "../table/subscriptions.ts"
import { type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { route } from "./route.ts"
import { cancel, changePrice, resume } from "./subscription-commands.ts"

export const subscriptionRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listSubscriptions, async ({ limit, cursor, ...query }, { caller }) => {
    const binding = { personId: caller.personId, list: SUBSCRIPTIONS_TOPIC, filter: query }
    const secret = await cursorSecret()
    const after = cursor ? (readCursor(secret, cursor, binding) as Place) : undefined
    const masked = caller.staffRole === "viewer"
    const { all, matching, settings, day, version } = await subscriptionsFor(ground, query, masked)
    const { items, next } = subscriptionsPage(matching, query, { settings, day, limit, after })
    return {
      items,
      nextCursor: next ? signCursor(secret, next, binding) : null,
      asOf: machineNow(),
      totals: subscriptionTotals(matching, settings, day),
      statuses: Object.fromEntries(
        [...Map.groupBy(all, ({ status }) => status)].map(([one, some]) => [one, some.length]),
      ),
      plans: [...new Set(all.flatMap(({ plans }) => plans))].sort(),
      masked,
      version,
    }
  }),

  route(ground, readSubscription, async ({ mode, subscriptionId }, { caller }) => {
    const { db } = ground
    const { kept: all, version } = await keptSubscriptions(ground, mode)
    const kept = await subscriptionById(db, mode, subscriptionId)
    if (!kept) throw new Refusal("missing", `There is no subscription ${subscriptionId} in ${mode} mode`)
    const { customerId, snapshot } = kept
    const [facts, commands, settings] = await Promise.all([
      customerFactsOf(db, { mode, customerId }, "subscription", subscriptionId),
      stripeCommandsOf(db, mode, { kind: "subscription", id: subscriptionId }),
      ground.settings(),
    ])
    const atSeconds = msOf(ground.clock.business()) / 1_000
    const prices = pricesOf(all.map((one) => one.snapshot)).get(snapshot.currency)
    const masked = caller.staffRole === "viewer"
    const subscription = subscriptionOf(
      kept,
      mode,
      atSeconds,
      commands.some(({ state }) => state === "waiting"),
    )
    return {
      ...(masked ? maskedOwner(subscription) : subscription),
      ...subscriptionDetail(snapshot, facts as SubscriptionFact[], prices ?? new Map(), settings.discounts, atSeconds),
      commands,
      masked,
      version,
    }
  }),

  route(ground, cancelSubscription, (named, asked) => cancel(ground, { ...named, ...asked })),
  route(ground, resumeSubscription, (named, asked) => resume(ground, { ...named, ...asked })),
  route(ground, changePlan, ({ mode, subscriptionId, ...wanted }, asked) =>
    changePrice(ground, { mode, subscriptionId, ...asked }, wanted),
  ),
]
