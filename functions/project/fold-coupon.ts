import { codesKept, couponKept } from "#shared/discounts/kept.ts"
import { couponFacts, couponGiven, type CouponId, couponSource, placeOfCode, placeOfCoupon } from "../table/coupon.ts"
import { clearSource, generationOf, saveAtOnce } from "../table/derived.ts"
import type { Ground } from "../table/ground.ts"

/**
 * Folds everything told about coupons into their rows and those of their promotion codes. For each: generation first, then facts;
 * the fold with its rows under its fence, and the work index last. Answers which coupons failed, and why.
 */
export async function foldCoupons(ground: Ground, coupons: readonly CouponId[]): Promise<Map<CouponId, Error>> {
  const failures = new Map<CouponId, Error>()
  for (const coupon of coupons)
    try {
      await foldOne(ground, coupon)
    } catch (error) {
      failures.set(coupon, error as Error)
    }
  return failures
}

/** Folds one coupon; throws when it cannot. */
export async function foldCoupon(ground: Ground, coupon: CouponId): Promise<void> {
  const failure = (await foldCoupons(ground, [coupon])).get(coupon)
  if (failure) throw failure
}

async function foldOne({ db, clock }: Ground, coupon: CouponId): Promise<void> {
  const source = couponSource(coupon)
  const gen = await generationOf(db, source)
  if (gen === 0) return
  const facts = await couponFacts(db, coupon)
  const kept = couponKept(coupon.couponId, facts)
  const given = new Map<string, unknown>([
    ...(kept ? [[placeOfCoupon, kept] as const] : []),
    ...codesKept(coupon.couponId, facts).map((code) => [placeOfCode(code.codeId), code] as const),
  ])
  const saved = await saveAtOnce(db, source, gen, [...given.keys()], (place) =>
    couponGiven(coupon, place, given.get(place), clock.due()),
  )
  if (saved !== "refused") await clearSource(db, source, gen)
}
