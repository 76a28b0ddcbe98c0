import type { EndpointName } from "#shared/contract/contract.ts"
import type { FailedPayment } from "#shared/contract/failed-payments.ts"
import type { StripeCommand } from "#shared/contract/stripe-commands.ts"
import { type Subscription, SubscriptionQuery } from "#shared/contract/subscriptions.ts"
import type { SubscriptionFact } from "#shared/revenue/life.ts"
import type { Discount, Item, SubscriptionSnapshot } from "#shared/revenue/stripe-fact.ts"
import { itemsMrr } from "#shared/revenue/mrr.ts"
import { subscriptionDetail } from "#shared/subscriptions/detail.ts"
import type { KeptSubscription } from "#shared/subscriptions/kept.ts"
import type { Place } from "#shared/ordered-page.ts"
import { subscriptionMatches, subscriptionsPage, subscriptionTotals } from "#shared/subscriptions/list.ts"
import { pricesOf } from "#shared/subscriptions/plan-choices.ts"
import { maskedOwner, subscriptionOf } from "#shared/subscriptions/subscription.ts"
import { DAY_MS, dayOf, instantOfUnix, msOf } from "#shared/time.ts"
import { ago, NOW, ORGANIZATIONS, token } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const COUNT = 74
const NOW_SECONDS = msOf(NOW) / 1_000
const DAY_SECONDS = DAY_MS / 1_000

const item = (
  nth: number,
  plan: "Pro" | "Enterprise",
  unit: number,
  interval: "month" | "year",
  quantity: number,
): Item => ({
  id: `si_${nth}`,
  quantity,
  unit: String(unit),
  ...{ tiers: null, tiersMode: null, transform: null, metered: false, discounts: [] },
  cadence: { interval, count: 1 },
  priceId: `price_${plan.toLowerCase()}_${interval}`,
  planName: plan,
})

const HALF: Discount = {
  ...{ kind: "percent", value: "50", currency: null, duration: "forever" },
  ...{ startSeconds: NOW_SECONDS - 90 * DAY_SECONDS, endSeconds: null, couponId: "PARTNER50" },
}

/** What is unlike an ordinary subscription, by the number of the row. */
const KINDS: readonly { of: string; snapshot?: Partial<SubscriptionSnapshot>; fails?: true; waits?: true }[] = [
  { of: "an ordinary one" },
  { of: "one whose payment failed", snapshot: { status: "past_due" }, fails: true },
  {
    of: "one that ends with its period",
    snapshot: { cancelAtPeriodEnd: true, canceledSeconds: NOW_SECONDS - 2 * DAY_SECONDS },
  },
  { of: "one on trial", snapshot: { status: "trialing", trialEndSeconds: NOW_SECONDS + 6 * DAY_SECONDS } },
  { of: "one in euros", snapshot: { currency: "eur" } },
  { of: "one whose collection is paused", snapshot: { collectionPaused: true } },
  { of: "one that waits for Stripe", waits: true },
  { of: "one at half the price", snapshot: { discounts: [HALF] } },
  {
    of: "one that has ended",
    snapshot: {
      status: "canceled",
      canceledSeconds: NOW_SECONDS - 9 * DAY_SECONDS,
      endedSeconds: NOW_SECONDS - 9 * DAY_SECONDS,
    },
  },
]

/** An invented subscription. */
export function keptAt(nth: number): KeptSubscription {
  const { snapshot: unlike, fails } = KINDS[nth % KINDS.length]!
  const { id, name, billingEmail } = ORGANIZATIONS[nth]!
  const yearly = nth % 4 === 3
  const own = item(
    nth,
    nth % 5 === 2 ? "Enterprise" : "Pro",
    yearly ? 34_000 : 3_400,
    yearly ? "year" : "month",
    2 + (nth % 7),
  )
  const snapshot: SubscriptionSnapshot = {
    status: "active",
    currency: "usd",
    createdSeconds: NOW_SECONDS - (40 + nth * 9) * DAY_SECONDS,
    startedSeconds: NOW_SECONDS - (40 + nth * 9) * DAY_SECONDS,
    trialEndSeconds: null,
    cancelAtSeconds: null,
    cancelAtPeriodEnd: false,
    canceledSeconds: null,
    endedSeconds: null,
    collectionPaused: false,
    periodEndSeconds: NOW_SECONDS + (3 + (nth % 25)) * DAY_SECONDS,
    items: [own],
    discounts: [],
    ...unlike,
  }
  const worth = itemsMrr(snapshot, "forever", NOW_SECONDS)[0]!
  const earns = snapshot.status === "active" || snapshot.status === "past_due"
  return {
    subscriptionId: `sub_1Q${token(nth + 300, 18)}`,
    customerId: `cus_${token(nth, 12)}`,
    name,
    email: billingEmail,
    organizationId: nth % 6 === 5 ? null : id,
    snapshot,
    worth: [
      {
        atSeconds: snapshot.createdSeconds,
        mrrCents: earns ? worth : 0,
        pastDueCents: snapshot.status === "past_due" ? worth : 0,
        pausedCents: snapshot.collectionPaused ? worth : 0,
        trialCents: snapshot.status === "trialing" ? worth : 0,
      },
    ],
    failing: fails
      ? {
          invoiceId: `in_1Q${token(nth + 500, 18)}`,
          number: `WB-${1_200 + nth}`,
          currency: "usd",
          dueCents: own.quantity * 3_400,
          attempts: 2,
          nextAttemptSeconds: NOW_SECONDS + 3 * DAY_SECONDS,
        }
      : null,
  }
}

const keptOn = (stage: Stage, mode: string | undefined): KeptSubscription[] =>
  stage.empty ? [] : Array.from({ length: mode === "test" ? 2 : COUNT }, (_, nth) => keptAt(nth))

const commandAt = (kept: KeptSubscription, more: Partial<StripeCommand>): StripeCommand => ({
  commandId: token(7, 32),
  subject: { kind: "subscription", id: kept.subscriptionId },
  action: "cancel",
  asks: { mrrCents: 6_800, currency: "usd" },
  by: { name: "Ines Okafor", isStaff: true },
  requestedAt: ago(40_000),
  state: "waiting",
  attempts: 1,
  failure: { code: "again", message: "An error occurred with our connection to Stripe." },
  nextTryAt: ago(-20_000),
  endedAt: null,
  ...more,
})

/** A row whose number ends a round has a command that failed; another waits. */
function commandsOf(nth: number, kept: KeptSubscription): StripeCommand[] {
  if (KINDS[nth % KINDS.length]!.waits) return [commandAt(kept, {})]
  if (!kept.failing) return []
  return [
    commandAt(kept, {
      action: "pay",
      asks: { dueCents: kept.failing.dueCents, currency: "usd", number: kept.failing.number },
      requestedAt: ago(DAY_MS),
      state: "failed",
      failure: { code: "card_declined", message: "Your card was declined." },
      nextTryAt: null,
      endedAt: ago(DAY_MS - 2_000),
    }),
  ]
}

const reads =
  (stage: Stage) =>
  <Owned extends Pick<Subscription, "name" | "email">>(one: Owned): Owned =>
    stage.staffRole === "viewer" ? maskedOwner(one) : one
const modeOf = ({ mode }: Input) => (mode === "test" ? "test" : "live")
const isWaiting = (nth: number) => KINDS[nth % KINDS.length]!.waits === true

function listed(stage: Stage, input: Input) {
  const query = SubscriptionQuery.parse(
    Object.fromEntries(Object.entries(input).filter(([name]) => name in SubscriptionQuery.shape)),
  )
  const all = keptOn(stage, input["mode"]).map((kept, nth) =>
    reads(stage)(subscriptionOf(kept, modeOf(input), NOW_SECONDS, isWaiting(nth))),
  )
  const matching = all.filter(subscriptionMatches(query))
  const day = dayOf(NOW)
  const after = input["cursor"] ? (JSON.parse(input["cursor"]) as Place) : undefined
  const { settings } = stage
  const { items, next } = subscriptionsPage(matching, query, { settings, day, limit: Number(input["limit"]), after })
  return {
    items,
    nextCursor: next && JSON.stringify(next),
    totals: subscriptionTotals(matching, settings, day),
    statuses: Object.fromEntries(
      [...Map.groupBy(all, ({ status }) => status)].map(([one, some]) => [one, some.length]),
    ),
    plans: [...new Set(all.flatMap(({ plans }) => plans))].sort(),
    masked: stage.staffRole === "viewer",
    asOf: NOW,
    version: stage.versions["subscriptions"] ?? 0,
  }
}

function detail(stage: Stage, input: Input) {
  const all = keptOn(stage, input["mode"])
  const nth = all.findIndex(({ subscriptionId }) => subscriptionId === input["subscriptionId"])
  const kept = all[nth]
  if (!kept)
    return { status: 404, code: "missing", detail: `There is no subscription ${input["subscriptionId"]} in live mode` }
  const { snapshot } = kept
  const prices = pricesOf(all.map((one) => one.snapshot)).get(snapshot.currency)!
  const told = { objectId: kept.subscriptionId, customerId: kept.customerId, previous: null, now: {}, misses: [] }
  const before = { ...snapshot, cancelAtPeriodEnd: false, status: "active" } as const
  const facts: SubscriptionFact[] = [
    {
      ...{ ...told, object: "subscription", eventId: `evt_1Q${token(nth, 22)}`, snapshot: before },
      ...{ type: "customer.subscription.created", createdSeconds: snapshot.createdSeconds },
    },
    {
      ...{ ...told, object: "subscription", eventId: `evt_1Q${token(nth + 90, 22)}`, snapshot },
      ...{ type: "customer.subscription.updated", createdSeconds: NOW_SECONDS - 2 * DAY_SECONDS },
    },
  ]
  return {
    ...reads(stage)(subscriptionOf(kept, modeOf(input), NOW_SECONDS, isWaiting(nth))),
    ...subscriptionDetail(snapshot, facts, prices, "forever", NOW_SECONDS),
    commands: commandsOf(nth, kept),
    masked: stage.staffRole === "viewer",
    version: stage.versions["subscriptions"] ?? 0,
  }
}

/** Of the failed payments the first is still asked about, the second has no try to come, and the third waits for Stripe. */
function failed(stage: Stage, { mode }: Input) {
  const kept = keptOn(stage, mode).filter(({ failing }) => failing !== null)
  const items = kept.map(({ failing, customerId, name, email, organizationId, subscriptionId }, nth): FailedPayment => {
    const { nextAttemptSeconds, ...told } = failing!
    const payment: FailedPayment = {
      ...told,
      ...{ mode: mode === "test" ? "test" : "live", subscriptionId, customerId, name, email, organizationId },
      nextAttemptAt: nth === 1 ? null : instantOfUnix(nextAttemptSeconds! + nth * DAY_SECONDS),
      sentAt: ago(4 * DAY_MS),
      lastTry:
        nth === 0
          ? null
          : {
              ...{ chargeId: `ch_3Q${token(nth + 700, 18)}`, at: ago(DAY_MS), method: "visa 4242" },
              ...{ code: "insufficient_funds", message: "Your card has insufficient funds." },
            },
      isAsked: nth === 0,
      isWaiting: nth === 2,
    }
    return reads(stage)(payment)
  })
  return {
    items,
    total: items.length,
    due: items.length > 0 ? [{ currency: "usd", cents: items.reduce((sum, { dueCents }) => sum + dueCents, 0) }] : [],
    masked: stage.staffRole === "viewer",
    asOf: NOW,
    version: stage.versions["subscriptions"] ?? 0,
  }
}

const taken = () => ({ commandId: token(7, 32) })

/** What the endpoints of subscriptions answer on a stage. */
export const subscriptionAnswers = {
  listSubscriptions: listed,
  readSubscription: detail,
  cancelSubscription: taken,
  resumeSubscription: taken,
  changePlan: taken,
  listFailedPayments: failed,
  retryPayment: taken,
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
