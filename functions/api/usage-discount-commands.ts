import { canonical } from "#shared/account/canonical.ts"
import { isOpen, soonest } from "#shared/catalog/price.ts"
import { endOf, hundredthsOf, percentOf, USAGE_DISCOUNTS_MAX } from "#shared/catalog/usage-discount.ts"
import type { UsageDiscount } from "#shared/contract/catalog.ts"
import type { UsageDiscountWish } from "#shared/contract/usage-discounts.ts"
import { Refusal } from "#shared/refusal.ts"
import type { Instant } from "#shared/time.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { usageDiscount, usageDiscountSaved, wholeCatalog } from "../table/catalog.ts"
import type { Ground } from "../table/ground.ts"
import { type Caller, handOf } from "./caller.ts"
import { savedNext } from "./catalog-commands.ts"

type Clocked = Pick<Ground, "db" | "clock">

const ID_CHARACTERS = 32
const targetOf = (discountId: string) => ({ kind: "usageDiscount", id: discountId })
const toldOf = ({ name, providerId, modelId, percentHundredths, validFrom, validTo }: UsageDiscount) => ({
  ...{ name, providerId, modelId, percent: percentOf(percentHundredths), validFrom, validTo },
})

/** Makes a usage discount, once for each idempotency key of a caller. */
export async function makeUsageDiscount(
  ground: Clocked,
  caller: Caller,
  idempotencyKey: string,
  asked: UsageDiscountWish,
): Promise<UsageDiscount> {
  const { db, clock } = ground
  const discountId = sha256Hex(`${caller.personId} usageDiscount ${idempotencyKey}`).slice(0, ID_CHARACTERS)
  const askedHash = sha256Hex(canonical(asked))
  const repeated = await madeBefore(ground, discountId, askedHash)
  if (repeated) return repeated
  const now = clock.business()
  const { name, providerId, modelId = null, validTo = null } = asked
  const discount: UsageDiscount = {
    ...{ discountId, name, providerId, modelId, validTo },
    percentHundredths: hundredthsOf(asked.percent)!,
    validFrom: asked.validFrom ?? soonest(now),
    createdBy: handOf(caller),
    createdAt: now,
  }
  await mayStand(ground, discount, now)
  const told = { action: "usageDiscount.created", target: targetOf(discountId), after: toldOf(discount) }
  if (await savedNext(db, caller, told, usageDiscountSaved(discount, { askedHash, version: 1 }))) return discount
  const meanwhile = await madeBefore(ground, discountId, askedHash)
  if (!meanwhile) throw new Error(`Usage discount ${discountId} was refused and is not there`)
  return meanwhile
}

/** What an earlier request with the same idempotency key made; refused when that one asked for another discount. */
async function madeBefore({ db }: Clocked, discountId: string, askedHash: string): Promise<UsageDiscount | undefined> {
  const row = await usageDiscount(db, discountId)
  if (!row || row.askedHash === askedHash) return row?.discount
  throw new Refusal("conflict", "This idempotency key was used for another usage discount", {
    where: "Idempotency-Key",
    wanted: "a new key",
  })
}

async function mayStand({ db }: Clocked, { providerId, modelId, validFrom, validTo }: UsageDiscount, now: Instant) {
  if (!isOpen(validFrom, now))
    throw new Refusal("unprocessable", "A usage discount begins 15 minutes from now, or later", {
      where: "validFrom",
      wanted: `an instant from ${soonest(now)} on`,
    })
  if (validTo !== null && validTo <= validFrom)
    throw new Refusal("unprocessable", "A usage discount ends after it begins", {
      where: "validTo",
      wanted: `an instant after ${validFrom}`,
    })
  const { providers, models, discounts } = await wholeCatalog(db)
  if (!providers.some((one) => one.providerId === providerId))
    throw new Refusal("unprocessable", `There is no provider ${providerId} in the catalog`, { where: "providerId" })
  if (modelId !== null && !models.some((one) => one.modelId === modelId && one.providerId === providerId))
    throw new Refusal("unprocessable", `${providerId} has no such model in the catalog`, { where: "modelId" })
  if (discounts.length >= USAGE_DISCOUNTS_MAX)
    throw new Refusal("conflict", `The catalog has ${USAGE_DISCOUNTS_MAX} usage discounts, as many as it may`)
}

const TRIES_MAX = 5

/** Ends a usage discount as soon as may be; one that may still be changed never begins. One that is over by then stays as it is. */
export async function stopUsageDiscount(ground: Clocked, caller: Caller, discountId: string): Promise<UsageDiscount> {
  const { db, clock } = ground
  for (let tries = 1; tries <= TRIES_MAX; tries++) {
    const row = await usageDiscount(db, discountId)
    if (!row) throw new Refusal("missing", `There is no usage discount ${discountId}`)
    const validTo = endOf(row.discount, clock.business())
    if (validTo === null) return row.discount
    const next = { ...row.discount, validTo }
    const told = {
      action: "usageDiscount.ended",
      target: targetOf(discountId),
      before: toldOf(row.discount),
      after: toldOf(next),
    }
    const write = usageDiscountSaved(next, { askedHash: row.askedHash, version: row.version + 1 })
    if (await savedNext(db, caller, told, write)) return next
  }
  throw new Refusal("conflict", "Others change this usage discount at the same time; try again")
}
