import type { NewCode, NewCoupon } from "#shared/contract/discount-commands.ts"
import type { Mode } from "#shared/contract/transactions.ts"
import { codeFault, codeParameters, couponFault, couponParameters, type Fault } from "#shared/discounts/asked.ts"
import { statusOf } from "#shared/discounts/discount.ts"
import type { KeptCode, KeptCoupon } from "#shared/discounts/kept.ts"
import { Refusal } from "#shared/refusal.ts"
import { msOf } from "#shared/time.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { codesOfCoupon, couponById } from "../table/coupon.ts"
import type { Ground } from "../table/ground.ts"
import type { Caller } from "./caller.ts"
import { type AskedOfStripe, askOfStripe } from "./stripe-commands.ts"

/** Who gives a command, under which key, in which mode. */
interface Given {
  caller: Caller
  idempotencyKey: string
  mode: Mode
}
/** A command on a coupon. */
interface GivenOn extends Given {
  couponId: string
}
type Taken = Promise<{ commandId: string; couponId: string }>

const ID_CHARACTERS = 16

/** Has Stripe make a coupon. Its id is made of the caller and the key, so that a repeat names the same one. */
export async function makeCoupon(ground: Ground, given: Given, asked: NewCoupon): Taken {
  const { caller, mode, idempotencyKey } = given
  refuse(couponFault(asked, ground.clock.business()))
  const couponId = `wb_${sha256Hex(`${caller.personId} coupon ${mode} ${idempotencyKey}`).slice(0, ID_CHARACTERS)}`
  return ask(
    ground,
    { ...given, couponId },
    {
      action: "create",
      parameters: { id: couponId, ...couponParameters(asked) },
      asks: { ...asked },
    },
  )
}

/** Has Stripe make a promotion code for a coupon that can be redeemed. */
export async function makeCode(ground: Ground, given: GivenOn, asked: NewCode): Taken {
  const kept = await found(ground, given)
  const isActive = statusOf(kept, businessSeconds(ground)) === "active"
  if (isActive) refuse(codeFault(asked, kept.coupon!, ground.clock.business()))
  return ask(ground, given, {
    action: "createCode",
    parameters: codeParameters(given.couponId, asked),
    asks: { ...asked },
    refusal: isActive ? undefined : conflict("This coupon cannot be redeemed any more, with a code or without"),
  })
}

/** Has Stripe let a promotion code be redeemed, or no more. */
export async function switchCode(ground: Ground, given: GivenOn & { codeId: string }, isOn: boolean): Taken {
  const { mode, couponId, codeId } = given
  const code = (await codesOfCoupon(ground.db, { mode, couponId })).find((one) => one.codeId === codeId)
  if (!code) throw new Refusal("missing", `There is no promotion code ${codeId} of ${couponId} in ${mode} mode`)
  return ask(ground, given, {
    action: isOn ? "reactivateCode" : "deactivateCode",
    target: { kind: "promotionCode", id: codeId },
    parameters: { active: isOn },
    asks: { codeId, code: code.code.code },
    refusal: await switchRefusal(ground, given, code, isOn),
  })
}

async function switchRefusal(ground: Ground, given: GivenOn, { code }: KeptCode, isOn: boolean) {
  if (code.active === isOn)
    return conflict(isOn ? "This code can be redeemed already" : "This code is deactivated already")
  if (!isOn) return undefined
  const kept = await couponById(ground.db, given)
  const isOver = kept !== undefined && statusOf(kept, businessSeconds(ground)) !== "active"
  return isOver ? conflict("The coupon of this code cannot be redeemed any more") : undefined
}

/** Has Stripe delete a coupon, for good; whoever has it keeps it. */
export async function removeCoupon(ground: Ground, given: GivenOn, confirmation: string): Taken {
  const kept = await found(ground, given)
  if (confirmation !== given.couponId)
    refuse({
      where: "confirmation",
      message: "The confirmation does not repeat the coupon's id",
      wanted: given.couponId,
    })
  return ask(ground, given, {
    action: "delete",
    parameters: {},
    asks: { name: kept.coupon?.name ?? null },
    refusal: kept.deletedSeconds === null ? undefined : conflict("This coupon is deleted already"),
  })
}

const businessSeconds = ({ clock }: Ground): number => msOf(clock.business()) / 1_000

function refuse(fault: Fault | undefined): void {
  if (fault) throw new Refusal("unprocessable", fault.message, { where: fault.where, wanted: fault.wanted })
}

const conflict = (message: string) =>
  new Refusal("conflict", message, { where: "couponId", wanted: "look at how the coupon stands, then decide again" })

async function found({ db }: Ground, { mode, couponId }: GivenOn): Promise<KeptCoupon> {
  const kept = await couponById(db, { mode, couponId })
  if (!kept) throw new Refusal("missing", `There is no coupon ${couponId} in ${mode} mode that Stripe told of itself`)
  return kept
}

async function ask(
  ground: Ground,
  { caller, idempotencyKey, mode, couponId }: GivenOn,
  asked: Omit<AskedOfStripe, "mode" | "subject">,
): Taken {
  const subject = { kind: "coupon", id: couponId } as const
  const { commandId } = await askOfStripe(ground, caller, idempotencyKey, { ...asked, mode, subject })
  return { commandId, couponId }
}
