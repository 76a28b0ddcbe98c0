import { createEffect, createSignal } from "solid-js"
import type { NewCoupon } from "#shared/contract/discount-commands.ts"
import type { Problem } from "../../api.ts"
import { type CouponWish, type Discount, makeCoupon, type Named, tellStripe } from "../../data/discounts.ts"
import { createDesk } from "../../desk.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { toast } from "../../toast.ts"
import type { CodeFields, CouponFields } from "./fields.ts"

/** Which command is asked about: its form as it was filled in so far, or what it is about. */
export type Reviewed =
  | { act: "create"; fields: CouponFields }
  | { act: "createCode"; fields: CodeFields }
  | { act: "deactivateCode" | "reactivateCode"; codeId: string; code: string }
  | { act: "delete" }

/** What each act is called where it is refused, or needs a fresh sign-in. */
export const ACTS: Record<Reviewed["act"], string> = {
  create: "make the coupon",
  createCode: "make the code",
  deactivateCode: "deactivate the code",
  reactivateCode: "activate the code again",
  delete: "delete the coupon",
}

/** What its author began before a fresh sign-in, and on which coupon; on none a new one. */
interface Waiting {
  couponId: string | null
  reviewed: Reviewed
}
const WAITING = "watchbill.discounts"

/** What is being done about one coupon, or about a new one: which command is reviewed, and sent. */
export type DiscountDesk = ReturnType<typeof createDiscountDesk>

/** Opens the desk of one coupon, or of the page where `couponId` says null; `refresh` reads what a command has changed. */
export function createDiscountDesk(couponId: () => string | null | undefined, refresh: () => void) {
  const [reviewed, setReviewed] = createSignal<Reviewed>()
  const { busy, problem, close, send, once } = createDesk({
    isOpen: () => reviewed() !== undefined,
    close: () => setReviewed(undefined),
    refresh,
  })
  createEffect(() => {
    const id = couponId()
    const waiting = id !== undefined && takeWaiting(id)
    if (waiting) setReviewed(waiting.reviewed)
  })
  const unlessStale = (of: string | null, began: Reviewed) => (refused: Problem) => {
    if (refused.code !== "staleSignIn") return false
    sessionStorage.setItem(WAITING, JSON.stringify({ couponId: of, reviewed: began } satisfies Waiting))
    close()
    askFreshSignIn(ACTS[began.act])
    return true
  }
  const told = (act: Reviewed["act"]) =>
    toast({ status: "ok", text: `Told Stripe to ${ACTS[act]}; how that ends stands under Commands.` })
  return {
    reviewed,
    busy,
    problem,
    close,
    review: (one: Reviewed) => void setReviewed(one),
    make: (mode: Discount["mode"], asked: NewCoupon, fields: CouponFields, show: (couponId: string) => void) =>
      send(
        once({ mode, ...asked }, (key) => makeCoupon(mode, asked, key)),
        (made) => {
          told("create")
          show(made.couponId)
        },
        unlessStale(null, { act: "create", fields }),
      ),
    tell: ({ mode, couponId: id }: Named, wish: CouponWish, began: Reviewed) =>
      send(
        once({ couponId: id, ...wish }, (key) => tellStripe({ mode, couponId: id }, wish, key)),
        () => told(wish.act),
        unlessStale(id, began),
      ),
  }
}

/** What waited for this coupon, or for a new one, once. */
function takeWaiting(couponId: string | null): Waiting | undefined {
  const told = sessionStorage.getItem(WAITING)
  const waiting = told === null ? undefined : (JSON.parse(told) as Waiting)
  if (waiting?.couponId !== couponId) return undefined
  sessionStorage.removeItem(WAITING)
  return waiting
}
