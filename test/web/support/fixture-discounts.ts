import type { EndpointName } from "#shared/contract/contract.ts"
import { DiscountQuery } from "#shared/contract/discounts.ts"
import type { StripeCommand } from "#shared/contract/stripe-commands.ts"
import { discountDetail } from "#shared/discounts/detail.ts"
import { discountOf, heldDiscounts, redeemedOf } from "#shared/discounts/discount.ts"
import type { CouponSnapshot, DiscountFact, PromotionCodeSnapshot } from "#shared/discounts/discount-fact.ts"
import type { KeptCode, KeptCoupon } from "#shared/discounts/kept.ts"
import { discountMatches, discountsPage, discountTotals } from "#shared/discounts/list.ts"
import type { Place } from "#shared/ordered-page.ts"
import type { Discount } from "#shared/revenue/stripe-fact.ts"
import type { KeptSubscription } from "#shared/subscriptions/kept.ts"
import { maskedOwner } from "#shared/subscriptions/subscription.ts"
import { DAY_MS, dayOf, msOf } from "#shared/time.ts"
import { ago, NOW, token } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"
import { keptAt } from "./fixture-subscriptions.ts"

const NOW_SECONDS = msOf(NOW) / 1_000
const DAY_SECONDS = DAY_MS / 1_000
const days = (count: number) => NOW_SECONDS + count * DAY_SECONDS

const coupon = (couponId: string, more: Partial<CouponSnapshot>): KeptCoupon => ({
  couponId,
  coupon: {
    ...{ name: null, kind: "percent", value: "15", currency: null, duration: "forever", durationMonths: null },
    ...{ redeemBySeconds: null, redemptionsMax: null, redeemedCount: 0, valid: true, createdSeconds: days(-200) },
    ...{ productIds: null, ...more },
  },
  deletedSeconds: null,
  misses: [],
})

/** One of each: that many have, that is for some months, used up, expired, deleted, and that waits for Stripe. */
const COUPONS: readonly KeptCoupon[] = [
  coupon("GUILD15", { name: "Trade guild member", redeemedCount: 7 }),
  coupon("HALFSTART", {
    ...{ name: "Half price for three months", value: "50", duration: "repeating", durationMonths: 3 },
    ...{ redeemedCount: 41, redemptionsMax: 100, redeemBySeconds: days(40), createdSeconds: days(-90) },
  }),
  coupon("FIRST50", { name: "First fifty", value: "12.5", redemptionsMax: 50, redeemedCount: 50, valid: false }),
  coupon("WELCOME20", {
    ...{ name: "Welcome", kind: "amount", value: "2000", currency: "usd", duration: "once", redeemedCount: 3 },
    ...{ redeemBySeconds: days(-30), valid: false },
  }),
  { ...coupon("OLD", { name: "Long ago", valid: false, redeemedCount: 2 }), deletedSeconds: days(-3) },
  coupon("wb_1f00d5a2c4e6b801", { name: "Autumn", value: "20", duration: "once", createdSeconds: days(-1) }),
]
const WAITING = "wb_1f00d5a2c4e6b801"

const code = (couponId: string, text: string, more: Partial<PromotionCodeSnapshot> = {}): KeptCode => ({
  ...{ couponId, codeId: `promo_${text.toLowerCase()}`, misses: [] },
  code: {
    ...{ code: text, active: true, customerId: null, expiresSeconds: null, redemptionsMax: null, redeemedCount: 0 },
    ...{ firstTimeOnly: false, minimum: null, createdSeconds: days(-90), ...more },
  },
})
const CODES: readonly KeptCode[] = [
  code("HALFSTART", "HALF-START", { redeemedCount: 38, redemptionsMax: 90 }),
  code("HALFSTART", "FAIR-2026", { active: false, expiresSeconds: days(30), redeemedCount: 3 }),
  code("HALFSTART", "BIG-ORDERS", { firstTimeOnly: true, minimum: { cents: 50_000, currency: "usd" } }),
  code("WELCOME20", "WELCOME", { active: false }),
]

/** Who has which coupon: the numbers of subscriptions. */
const HAVING: readonly { couponId: string; nths: readonly number[]; of: Partial<Discount>; codeId?: string }[] = [
  { couponId: "GUILD15", nths: [0, 4, 9], of: { value: "15" } },
  {
    ...{ couponId: "HALFSTART", nths: [1, 10], codeId: "promo_half-start" },
    of: { value: "50", duration: "repeating", endSeconds: days(50) },
  },
  { couponId: "partner-2019", nths: [11], of: { value: "5" } },
]

function having(): KeptSubscription[] {
  return HAVING.flatMap(({ couponId, nths, of, codeId }) =>
    nths.map((nth) => {
      const kept = keptAt(nth)
      const discount: Discount = {
        ...{ kind: "percent", value: "0", currency: null, duration: "forever", endSeconds: null },
        ...{ startSeconds: days(-60 - nth), discountId: `di_${nth}`, couponId, promotionCodeId: codeId ?? null, ...of },
      }
      const { kind, value, currency, duration, endSeconds } = discount
      return {
        ...kept,
        snapshot: { ...kept.snapshot, discounts: [discount] },
        redemptions: [
          {
            ...{ discountId: `di_${nth}`, couponId, promotionCodeId: codeId ?? null },
            discount: { kind, value, currency, duration },
            ...{ fromSeconds: days(-60 - nth), toSeconds: endSeconds },
            givenCents: { [kept.snapshot.currency]: 4_200 + 100 * nth },
          },
        ],
      }
    }),
  )
}

const modeOf = ({ mode }: Input) => (mode === "test" ? "test" : "live")
const heldOn = (stage: Stage, input: Input) =>
  stage.empty || modeOf(input) === "test"
    ? []
    : heldDiscounts(COUPONS, CODES, redeemedOf(having(), "forever", NOW_SECONDS))
const isWaiting = (couponId: string) => couponId === WAITING

function listed(stage: Stage, input: Input) {
  const query = DiscountQuery.parse(
    Object.fromEntries(Object.entries(input).filter(([name]) => name in DiscountQuery.shape)),
  )
  const all = heldOn(stage, input).map((one) => discountOf(one, modeOf(input), NOW_SECONDS, isWaiting(one.couponId)))
  const matching = all.filter(discountMatches(query))
  const day = dayOf(NOW)
  const { settings } = stage
  const after = input["cursor"] ? (JSON.parse(input["cursor"]) as Place) : undefined
  const { items, next } = discountsPage(matching, query, { settings, day, limit: Number(input["limit"]), after })
  return {
    items,
    nextCursor: next && JSON.stringify(next),
    totals: discountTotals(matching, settings, day),
    statuses: Object.fromEntries(
      [...Map.groupBy(all, ({ status }) => status)].map(([one, some]) => [one, some.length]),
    ),
    untied: all.length > 0 ? 1 : 0,
    asOf: NOW,
    version: stage.versions["discounts"] ?? 0,
  }
}

const told = (couponId: string): Omit<DiscountFact, "object" | "snapshot"> & { misses: string[] } => ({
  ...{ objectId: couponId, couponId, createdSeconds: days(-20), eventId: `evt_1Q${token(3, 22)}` },
  ...{ type: "coupon.updated", previous: null, now: {}, misses: [] },
})

function factsOf({ couponId, kept, codes }: ReturnType<typeof heldOn>[number]): DiscountFact[] {
  if (!kept?.coupon) return []
  const first = { createdSeconds: days(-90), eventId: `evt_1Q${token(4, 22)}` }
  const before = { ...kept.coupon, name: couponId, deleted: false }
  return [
    { ...told(couponId), ...first, object: "coupon", type: "coupon.created", snapshot: before },
    { ...told(couponId), object: "coupon", snapshot: { ...kept.coupon, deleted: kept.deletedSeconds !== null } },
    ...codes.map(
      ({ codeId, code: snapshot }): DiscountFact => ({
        ...{ ...told(couponId), objectId: codeId, object: "promotionCode", type: "promotion_code.created", snapshot },
      }),
    ),
  ]
}

function commandsOf(couponId: string): StripeCommand[] {
  const by = { name: "Ines Okafor", isStaff: true }
  const subject = { kind: "coupon" as const, id: couponId }
  const waiting: StripeCommand = {
    ...{ commandId: token(90, 32), subject, action: "createCode", asks: { code: "AUTUMN" }, by },
    ...{ requestedAt: ago(30_000), state: "waiting", attempts: 1, nextTryAt: ago(-20_000), endedAt: null },
    failure: { code: "again", message: "An error occurred with our connection to Stripe." },
  }
  const failed: StripeCommand = {
    ...{
      ...waiting,
      commandId: token(91, 32),
      asks: { code: "HALF-START" },
      requestedAt: ago(DAY_MS),
      state: "failed",
    },
    failure: { code: "invalid", message: "An active promotion code with `code: HALF-START` already exists." },
    ...{ nextTryAt: null, endedAt: ago(DAY_MS - 2_000) },
  }
  return couponId === WAITING ? [waiting] : couponId === "HALFSTART" ? [failed] : []
}

function detail(stage: Stage, input: Input) {
  const held = heldOn(stage, input).find(({ couponId }) => couponId === input["couponId"])
  if (!held) return { status: 404, code: "missing", detail: `There is no coupon ${input["couponId"]} in live mode` }
  const masked = stage.staffRole === "viewer"
  const told = discountDetail(held, factsOf(held), NOW_SECONDS)
  return {
    ...discountOf(held, modeOf(input), NOW_SECONDS, isWaiting(held.couponId)),
    ...told,
    redeemed: masked ? told.redeemed.map(maskedOwner) : told.redeemed,
    commands: commandsOf(held.couponId),
    masked,
    version: stage.versions["discounts"] ?? 0,
  }
}

const taken = (_: Stage, { couponId }: Input) => ({ commandId: token(7, 32), couponId: couponId ?? WAITING })

/** What the endpoints of discounts answer on a stage. */
export const discountAnswers = {
  listDiscounts: listed,
  readDiscount: detail,
  createCoupon: taken,
  createPromotionCode: taken,
  deactivatePromotionCode: taken,
  reactivatePromotionCode: taken,
  deleteCoupon: taken,
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
