import { inOrder } from "../revenue/order.ts"
import type {
  CouponFact,
  CouponSnapshot,
  DiscountFact,
  PromotionCodeFact,
  PromotionCodeSnapshot,
} from "./discount-fact.ts"

/** One coupon as everything told about it adds up to. */
export interface KeptCoupon {
  couponId: string
  /** As it was told last with its worth; null where it was only ever told as deleted. */
  coupon: CouponSnapshot | null
  deletedSeconds: number | null
  /** Fields that its newest telling should have and has not. */
  misses: string[]
}

/** One promotion code as everything told about it adds up to. */
export interface KeptCode {
  couponId: string
  codeId: string
  code: PromotionCodeSnapshot
  misses: string[]
}

type Told = CouponFact["snapshot"]
const isWhole = (snapshot: Told): snapshot is CouponSnapshot & { deleted: boolean } => "duration" in snapshot

/** A coupon from everything told about it in any order; nothing where nobody told of itself. One that was deleted stays so, unless another was made under its id later. */
export function couponKept(couponId: string, facts: readonly DiscountFact[]): KeptCoupon | undefined {
  const ordered = inOrder(facts.filter((fact) => fact.object === "coupon"))
  if (ordered.length === 0) return undefined
  let deletedSeconds: number | null = null
  let last: { coupon: CouponSnapshot; misses: string[] } | undefined
  for (const { snapshot, createdSeconds, misses } of ordered) {
    const isAnew = isWhole(snapshot) && (snapshot.createdSeconds ?? 0) > (deletedSeconds ?? Number.POSITIVE_INFINITY)
    if (snapshot.deleted) deletedSeconds ??= createdSeconds
    else if (isAnew) deletedSeconds = null
    else if (deletedSeconds !== null) continue
    if (!isWhole(snapshot)) continue
    const { deleted: _, ...coupon } = snapshot
    // Only an API that is asked so says for which products it is.
    last = { coupon: { ...coupon, productIds: coupon.productIds ?? last?.coupon.productIds ?? null }, misses }
  }
  return { couponId, coupon: last?.coupon ?? null, deletedSeconds, misses: last?.misses ?? [] }
}

/** The promotion codes of a coupon, in the order of their ids. */
export function codesKept(couponId: string, facts: readonly DiscountFact[]): KeptCode[] {
  const codes = facts.filter((fact): fact is PromotionCodeFact => fact.object === "promotionCode")
  return [...Map.groupBy(codes, ({ objectId }) => objectId)]
    .map(([codeId, told]): KeptCode => {
      const { snapshot, misses } = inOrder(told).at(-1)!
      return { couponId, codeId, code: snapshot, misses }
    })
    .sort((one, other) => (one.codeId < other.codeId ? -1 : 1))
}
