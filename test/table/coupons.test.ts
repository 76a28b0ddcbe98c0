import { expect, test } from "vitest"
import { DAY_MS, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { close } from "../../functions/project/close.ts"
import { codesOfCoupon, couponById, COUPONS, markCoupon, PROMOTION_CODES } from "../../functions/table/coupon.ts"
import { heldList } from "../../functions/table/held-list.ts"
import { couponObject, promotionCodeObject, type Told, told, unix } from "../support/stripe-object.ts"
import { machine } from "./machine.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const AT = unix("2026-03-20")
const COUPON = { mode: "live", couponId: "coupon_1" } as const

function started() {
  const it = machine(NOW)
  const tell = async (...events: Told[]) => {
    for (const one of events) await receive(it.model.db, async () => {}, Buffer.from(JSON.stringify(one)), it.clock.now)
    await it.flow()
  }
  const later = (ms: number) => {
    it.clock.now = instant(msOf(it.clock.now) + ms)
  }
  return { ...it, tell, later }
}

test("a coupon and its codes become rows, told in any order and more than once", async () => {
  const { model, tell } = started()
  const made = told("coupon.created", AT, couponObject())
  await tell(told("promotion_code.created", AT + 1, promotionCodeObject()))
  expect(await couponById(model.db, COUPON)).toBeUndefined()
  await tell(told("coupon.updated", AT + 2, couponObject({ name: "Best friends" })), made, made)
  expect(await couponById(model.db, COUPON)).toMatchObject({ coupon: { name: "Best friends" }, deletedSeconds: null })
  expect(await codesOfCoupon(model.db, COUPON)).toMatchObject([{ codeId: "promo_1", code: { code: "FRIENDS" } }])
  expect(model.records.some(({ after }) => after?.kind === "couponControl" && after["gsi2pk"] !== undefined)).toBe(true)
  expect(
    (await model.db.query({ pk: "coupon#live#coupon_1", sk: { begins: "control" } })).rows[0]?.gsi2pk,
  ).toBeUndefined()
})

test("the two modes never meet", async () => {
  const { model, tell } = started()
  await tell(told("coupon.created", AT, couponObject({ livemode: false }), { livemode: false }))
  expect(await couponById(model.db, COUPON)).toBeUndefined()
  expect(await couponById(model.db, { ...COUPON, mode: "test" })).toMatchObject({ couponId: "coupon_1" })
})

test("a coupon that was marked and not folded is folded by the closing worker", async () => {
  const { model, ground, clock, tell } = started()
  await tell(told("coupon.created", AT, couponObject()))
  await model.db.write({ remove: { pk: "coupons#live", sk: "coupon_1" } })
  await markCoupon(model.db, COUPON, clock.now)
  await close(ground)
  expect(await couponById(model.db, COUPON)).toBeDefined()
})

test("lists that were read whole read what was written since", async () => {
  const { ground, tell, later } = started()
  await tell(told("coupon.created", AT, couponObject()), told("promotion_code.created", AT, promotionCodeObject()))
  const names = async () => (await heldList(ground, "live", COUPONS)).kept.map(({ coupon }) => coupon?.name)
  const actives = async () => (await heldList(ground, "live", PROMOTION_CODES)).kept.map(({ code }) => code.active)
  expect([await names(), await actives()]).toEqual([["Friends"], [true]])
  later(2 * MINUTE_MS)
  const off = promotionCodeObject({ active: false })
  await tell(
    told("coupon.updated", AT + DAY_MS / 1_000, couponObject({ name: "Foes" })),
    told("promotion_code.updated", AT + DAY_MS / 1_000, off, { previous: { active: true } }),
  )
  later(11_000)
  expect([await names(), await actives()]).toEqual([["Foes"], [false]])
})
