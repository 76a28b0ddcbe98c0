import type { DiscountFact } from "#shared/discounts/discount-fact.ts"
import type { KeptCode, KeptCoupon } from "#shared/discounts/kept.ts"
import type { Instant } from "#shared/time.ts"
import type { Mode } from "./customer.ts"
import { ABSENT, type Db, type Key, queryAll, type Row } from "./db.ts"
import { type Given, markSource, type Source } from "./derived.ts"
import type { ListKind } from "./held-list.ts"
import { pack, unpack } from "./packed.ts"

/**
 * What is told of a coupon and of its promotion codes.
 *   pk  coupon#<mode>#<coupon>
 *   sk  fact#<object>#<id>#<created>#<delivery>   one snapshot as told, written once; of an answer `asked <asked at>` is the delivery
 *   sk  control, fold                             as derived.ts has them; a place is `coupon`, or `code#<promotion code>`
 * And each as it stands, written together with the fold:
 *   pk  coupons#<mode>           sk  <coupon>
 *   pk  promotionCodes#<mode>    sk  <coupon>#<promotion code>
 *   gsi1  the same pk / <written at>#<sk>
 */
export interface CouponId {
  mode: Mode
  couponId: string
}
const partition = ({ mode, couponId }: CouponId): string => `coupon#${mode}#${couponId}`
const couponControlKey = (coupon: CouponId): Key => ({ pk: partition(coupon), sk: "control" })
export const isCouponControlKey = ({ pk, sk }: Key): boolean => pk.startsWith("coupon#") && sk === "control"
export function couponOfKey({ pk }: Key): CouponId {
  const [, mode, ...id] = pk.split("#") as [string, Mode, ...string[]]
  return { mode, couponId: id.join("#") }
}

/** What is folded of a coupon, and gives to the lists of coupons and of promotion codes. */
export const couponSource = (coupon: CouponId): Source => ({
  control: couponControlKey(coupon),
  controlKind: "couponControl",
  fold: { pk: partition(coupon), sk: "fold" },
  foldKind: "couponFold",
})

export const markCoupon = (db: Db, coupon: CouponId, dueAt: Instant): Promise<"done" | "refused"> =>
  markSource(db, couponSource(coupon), dueAt)

/** Keeps one snapshot as it was told by a delivery, or as Stripe answered when it was asked. */
export const appendDiscountFact = (
  db: Db,
  mode: Mode,
  fact: DiscountFact,
  told: { deliveryId: string } | { asked: Instant },
): Promise<"done" | "refused"> =>
  db.write({
    put: {
      pk: partition({ mode, couponId: fact.couponId }),
      sk: `fact#${fact.object}#${fact.objectId}#${String(fact.createdSeconds).padStart(11, "0")}#${"asked" in told ? `asked ${told.asked}` : told.deliveryId}`,
      ...("asked" in told ? { kind: "couponAnswer" } : { kind: "couponFact" }),
      packed: pack(fact),
    },
    when: ABSENT,
  })

/** Everything told about a coupon and its promotion codes, strongly. */
export async function couponFacts(db: Db, coupon: CouponId): Promise<DiscountFact[]> {
  const rows = await queryAll(db, { pk: partition(coupon), sk: { begins: "fact#" }, strong: true })
  return rows.map((row) => unpack(row["packed"] as Uint8Array) as DiscountFact)
}

const COUPON = "coupon"
const CODE = "code#"
/** The place of a coupon among coupons, and of a promotion code of it. */
export const placeOfCoupon = COUPON
export const placeOfCode = (codeId: string): string => `${CODE}${codeId}`

const couponsKey = ({ mode, couponId }: CouponId): Key => ({ pk: `coupons#${mode}`, sk: couponId })
const codesKey = ({ mode, couponId }: CouponId, codeId: string): Key => ({
  pk: `promotionCodes#${mode}`,
  sk: `${couponId}#${codeId}`,
})

/** What stands at a place of a coupon, as its fold writes it. */
export function couponGiven(coupon: CouponId, place: string, body: unknown | undefined, now: Instant): Given {
  const key = place === COUPON ? couponsKey(coupon) : codesKey(coupon, place.slice(CODE.length))
  const index = { gsi1pk: key.pk, gsi1sk: `${now}#${key.sk}` }
  const kind = place === COUPON ? { kind: "coupon" } : { kind: "promotionCode" }
  return { place, row: { ...key, ...index, ...kind }, body }
}

const keptIn = (row: Row): unknown => unpack(row["packed"] as Uint8Array)

/** One coupon as it stands this moment. */
export async function couponById(db: Db, coupon: CouponId): Promise<KeptCoupon | undefined> {
  const row = await db.get(couponsKey(coupon), { strong: true })
  return row && (keptIn(row) as KeptCoupon)
}

/** The promotion codes of one coupon as they stand this moment. */
export async function codesOfCoupon(db: Db, coupon: CouponId): Promise<KeptCode[]> {
  const { pk, sk } = codesKey(coupon, "")
  return (await queryAll(db, { pk, sk: { begins: sk }, strong: true })).map((row) => keptIn(row) as KeptCode)
}

/** The coupons of a mode, and their promotion codes, as lists that a process holds. */
export const COUPONS: ListKind<KeptCoupon> = {
  topic: "discounts",
  partition: (mode) => couponsKey({ mode, couponId: "" }).pk,
  idOf: ({ couponId }) => couponId,
}
export const PROMOTION_CODES: ListKind<KeptCode> = {
  topic: "discounts",
  partition: (mode) => codesKey({ mode, couponId: "" }, "").pk,
  idOf: ({ couponId, codeId }) => `${couponId}#${codeId}`,
}
