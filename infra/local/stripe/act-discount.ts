import { randomBytes } from "node:crypto"
import { type Act, type Acted, type Answer, changedTo, type Make, refused, unchanged, unknownIn } from "./act.ts"
import type { Form } from "./form.ts"
import type { StripeObject, StripeObjects } from "./objects.ts"

const COUPON_FIELDS = [
  ...["id", "name", "percent_off", "amount_off", "currency", "duration", "duration_in_months"],
  ...["redeem_by", "max_redemptions", "metadata"],
]
const DURATIONS = ["forever", "once", "repeating"]
const WHOLE = /^\d{1,9}$/

const invalid = (message: string, param: string, code = "parameter_invalid") =>
  refused(400, message, code, undefined, { param })
const textIn = (form: Form, field: string): string | undefined => {
  const value = form[field]
  return typeof value === "string" && value !== "" ? value : undefined
}
const numberOf = (text: string | undefined): number | null => (text === undefined ? null : Number(text))

/** `POST /v1/coupons`: makes a coupon, of the id that is given or one of its own. What is made here is live. */
export const makeCoupon: Make = (known, form, nowSeconds): Acted => {
  const wrong = unknownIn(form, COUPON_FIELDS) ?? wrongCoupon(known, form, nowSeconds)
  if (wrong) return unchanged(wrong)
  const months = textIn(form, "duration_in_months")
  const percent = textIn(form, "percent_off")
  const coupon: StripeObject = {
    id: textIn(form, "id") ?? randomBytes(4).toString("hex").toUpperCase(),
    object: "coupon",
    amount_off: numberOf(textIn(form, "amount_off")),
    created: nowSeconds,
    currency: percent === undefined ? (textIn(form, "currency") ?? null) : null,
    duration: textIn(form, "duration") ?? "once",
    duration_in_months: numberOf(months),
    livemode: true,
    max_redemptions: numberOf(textIn(form, "max_redemptions")),
    metadata: {},
    name: textIn(form, "name") ?? null,
    percent_off: numberOf(percent),
    redeem_by: numberOf(textIn(form, "redeem_by")),
    times_redeemed: 0,
    valid: true,
  }
  return { answer: { status: 200, body: coupon }, changed: [{ object: coupon, type: "coupon.created" }] }
}

function wrongCoupon(known: StripeObjects, form: Form, nowSeconds: number): Answer | undefined {
  const [id, percent, amount] = [textIn(form, "id"), textIn(form, "percent_off"), textIn(form, "amount_off")]
  if (id !== undefined && known.get("coupon", id))
    return refused(400, "Coupon already exists.", "resource_already_exists", undefined, { param: "id" })
  if ((percent === undefined) === (amount === undefined))
    return invalid("You must specify either percent_off or amount_off, and not both.", "percent_off")
  if (percent !== undefined && !(Number(percent) > 0 && Number(percent) <= 100))
    return invalid(
      `Invalid percent_off: ${percent}. It must be greater than 0 and less than or equal to 100.`,
      "percent_off",
    )
  if (amount !== undefined && (!WHOLE.test(amount) || Number(amount) === 0))
    return invalid(`Invalid positive integer: ${amount}`, "amount_off", "parameter_invalid_integer")
  if (amount !== undefined && !textIn(form, "currency"))
    return invalid("Missing required param: currency.", "currency", "parameter_missing")
  const [duration, months] = [textIn(form, "duration") ?? "once", textIn(form, "duration_in_months")]
  if (!DURATIONS.includes(duration))
    return invalid(`Invalid duration: must be one of ${DURATIONS.join(", ")}`, "duration")
  if (duration === "repeating" && months === undefined)
    return invalid("Missing required param: duration_in_months.", "duration_in_months", "parameter_missing")
  if (duration !== "repeating" && months !== undefined)
    return invalid("duration_in_months can only be set when duration is repeating.", "duration_in_months")
  return overdue(form, "redeem_by", nowSeconds)
}

const overdue = (form: Form, field: string, nowSeconds: number): Answer | undefined => {
  const at = textIn(form, field)
  return at !== undefined && !(Number(at) > nowSeconds) ? invalid(`${field} must be in the future.`, field) : undefined
}

/** `DELETE /v1/coupons/{id}`: forgets a coupon, and lets none of its codes be redeemed any more; who has it keeps it. */
export const deleteCoupon: Act = (known, coupon): Acted => {
  const codes = known.of("promotion_code").filter((code) => couponOf(code) === coupon.id && code["active"] === true)
  return {
    answer: { status: 200, body: { id: coupon.id, object: "coupon", deleted: true } },
    changed: [
      { object: { ...coupon, valid: false }, type: "coupon.deleted", isGone: true },
      ...codes.map((code) => changedTo(code, { active: false }, "promotion_code.updated")),
    ],
  }
}

const couponOf = (code: StripeObject): unknown => (code["promotion"] as { coupon?: unknown } | undefined)?.coupon

const CODE_FIELDS = [
  "promotion",
  "code",
  "expires_at",
  "max_redemptions",
  "restrictions",
  "active",
  "customer",
  "metadata",
]
const CODE = /^[A-Za-z0-9-]+$/
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

/** `POST /v1/promotion_codes`: makes a promotion code for a coupon, of the code that is given or one of its own. */
export const makePromotionCode: Make = (known, form, nowSeconds): Acted => {
  const couponId = typeof form["promotion"] === "object" ? textIn(form["promotion"], "coupon") : undefined
  const coupon = couponId === undefined ? undefined : known.get("coupon", couponId)
  const code = textIn(form, "code") ?? [...randomBytes(8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("")
  const wrong = unknownIn(form, CODE_FIELDS) ?? wrongCode(known, form, { couponId, coupon, code, nowSeconds })
  if (wrong) return unchanged(wrong)
  const asked: Form = typeof form["restrictions"] === "object" ? form["restrictions"] : {}
  const made: StripeObject = {
    id: `promo_${randomBytes(12).toString("hex")}`,
    object: "promotion_code",
    active: form["active"] !== "false",
    code,
    created: nowSeconds,
    customer: textIn(form, "customer") ?? null,
    expires_at: numberOf(textIn(form, "expires_at")),
    livemode: coupon!["livemode"],
    max_redemptions: numberOf(textIn(form, "max_redemptions")),
    metadata: {},
    promotion: { type: "coupon", coupon: coupon!.id },
    restrictions: {
      first_time_transaction: asked["first_time_transaction"] === "true",
      minimum_amount: numberOf(textIn(asked, "minimum_amount")),
      minimum_amount_currency: textIn(asked, "minimum_amount_currency") ?? null,
    },
    times_redeemed: 0,
  }
  return { answer: { status: 200, body: made }, changed: [{ object: made, type: "promotion_code.created" }] }
}

function wrongCode(
  known: StripeObjects,
  form: Form,
  {
    couponId,
    coupon,
    code,
    nowSeconds,
  }: { couponId: string | undefined; coupon: StripeObject | undefined; code: string; nowSeconds: number },
): Answer | undefined {
  if (couponId === undefined)
    return invalid("Missing required param: promotion[coupon].", "promotion[coupon]", "parameter_missing")
  if (!coupon) return invalid(`No such coupon: '${couponId}'`, "promotion[coupon]", "resource_missing")
  if (coupon["valid"] === false) return invalid("This coupon is no longer valid.", "promotion[coupon]")
  if (!CODE.test(code))
    return invalid("The code may only contain letters, digits and dashes.", "code", "parameter_invalid_string")
  const isTaken = known
    .of("promotion_code")
    .some((one) => one["active"] === true && String(one["code"]).toLowerCase() === code.toLowerCase())
  if (isTaken) return invalid(`An active promotion code with \`code: ${code}\` already exists.`, "code")
  const [most, ofCoupon] = [numberOf(textIn(form, "max_redemptions")), coupon["max_redemptions"] as number | null]
  if (most !== null && ofCoupon !== null && most > ofCoupon)
    return invalid("max_redemptions cannot be greater than the coupon's max_redemptions.", "max_redemptions")
  return overdue(form, "expires_at", nowSeconds)
}

/** `POST /v1/promotion_codes/{id}`: lets it be redeemed, or no more. */
export const changePromotionCode: Act = (known, code, form): Acted => {
  const odd = unknownIn(form, ["active", "metadata"])
  if (odd) return unchanged(odd)
  const active = form["active"] === undefined ? code["active"] : form["active"] === "true"
  const coupon = known.get("coupon", String(couponOf(code)))
  if (active === true && code["active"] !== true && coupon?.["valid"] !== true)
    return unchanged(invalid("This promotion code cannot be activated, because its coupon is not valid.", "active"))
  const changed = changedTo(code, { active }, "promotion_code.updated")
  return { answer: { status: 200, body: changed.object }, changed: [changed] }
}
