import type { Proration } from "#shared/contract/subscriptions.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import { Refusal } from "#shared/refusal.ts"
import type { KeptSubscription } from "#shared/subscriptions/kept.ts"
import { choicesOf, pricesOf } from "#shared/subscriptions/plan-choices.ts"
import { isCancelling, isOver, subscriptionOf } from "#shared/subscriptions/subscription.ts"
import { instantOfUnix, msOf } from "#shared/time.ts"
import type { Ground } from "../table/ground.ts"
import { subscriptionById } from "../table/subscription.ts"
import { keptSubscriptions } from "../table/subscriptions.ts"
import type { Caller } from "./caller.ts"
import { type AskedOfStripe, askOfStripe } from "./stripe-commands.ts"

/** Who gives a command, under which key, on which subscription. */
export interface Given {
  caller: Caller
  idempotencyKey: string
  mode: Mode
  subscriptionId: string
}

const LATER = "look at how the subscription stands, then decide again"
const conflict = (message: string) => new Refusal("conflict", message, { where: "subscriptionId", wanted: LATER })

/** Has Stripe end a subscription with its period. */
export async function cancel(ground: Ground, given: Given): Promise<{ commandId: string }> {
  const kept = await found(ground, given)
  const { snapshot } = kept
  const end = snapshot.periodEndSeconds ?? null
  return ask(ground, given, {
    action: "cancel",
    parameters: { cancel_at_period_end: true },
    asks: { endsAt: end === null ? null : instantOfUnix(end), ...worthOf(ground, kept, given.mode) },
    refusal: isOver(snapshot)
      ? conflict("This subscription has ended")
      : isCancelling(snapshot)
        ? conflict("This subscription ends with its period already")
        : undefined,
  })
}

/** Has Stripe take back the end that was asked for. */
export async function resume(ground: Ground, given: Given): Promise<{ commandId: string }> {
  const kept = await found(ground, given)
  const { snapshot } = kept
  return ask(ground, given, {
    action: "resume",
    // An end at a day of its own is taken back as one with the period is.
    parameters: snapshot.cancelAtPeriodEnd ? { cancel_at_period_end: false } : { cancel_at: "" },
    asks: worthOf(ground, kept, given.mode),
    refusal: isCancelling(snapshot)
      ? undefined
      : conflict(isOver(snapshot) ? "This subscription has ended, and cannot go on" : "No end is asked for"),
  })
}

/** Has Stripe give an item another price: one that a subscription of the same currency has. */
export async function changePrice(
  ground: Ground,
  given: Given,
  { itemId, priceId, proration }: { itemId: string; priceId: string; proration: Proration },
): Promise<{ commandId: string }> {
  const kept = await found(ground, given)
  const { snapshot } = kept
  const { kept: all } = await keptSubscriptions(ground, given.mode)
  const prices = pricesOf(all.map((one) => one.snapshot)).get(snapshot.currency) ?? new Map<string, never>()
  const { discounts } = await ground.settings()
  const now = msOf(ground.clock.business()) / 1_000
  const choice = choicesOf(snapshot, prices, discounts, now).find(
    (one) => one.itemId === itemId && one.priceId === priceId,
  )
  const before = worthOf(ground, kept, given.mode)
  return ask(ground, given, {
    action: "changePlan",
    parameters: { items: [{ id: itemId, price: priceId }], proration_behavior: proration },
    asks: {
      ...before,
      itemId,
      priceId,
      plan: choice?.plan ?? null,
      mrrCentsAfter: choice?.mrrCents ?? null,
      proration,
    },
    refusal: choice
      ? undefined
      : isOver(snapshot)
        ? conflict("This subscription has ended")
        : new Refusal("unprocessable", "The item cannot have this price", {
            where: "priceId",
            wanted: `a price in ${snapshot.currency.toUpperCase()} that a subscription has and this item has not`,
          }),
  })
}

async function found({ db }: Ground, { mode, subscriptionId }: Given): Promise<KeptSubscription> {
  const kept = await subscriptionById(db, mode, subscriptionId)
  if (!kept) throw new Refusal("missing", `There is no subscription ${subscriptionId} in ${mode} mode`)
  return kept
}

const ask = (
  ground: Ground,
  { caller, idempotencyKey, mode, subscriptionId }: Given,
  asked: Omit<AskedOfStripe, "mode" | "subject">,
) =>
  askOfStripe(ground, caller, idempotencyKey, {
    ...asked,
    mode,
    subject: { kind: "subscription", id: subscriptionId },
  })

const worthOf = ({ clock }: Ground, kept: KeptSubscription, mode: Mode) => {
  const { mrrCents, currency } = subscriptionOf(kept, mode, msOf(clock.business()) / 1_000, false)
  return { mrrCents, currency }
}
