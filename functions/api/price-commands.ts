import { isOpen, isSamePrice, PRICES_MAX, soonest, withoutPrice, withPrice } from "#shared/catalog/price.ts"
import type { Model, Price } from "#shared/contract/catalog.ts"
import type { PriceWish } from "#shared/contract/catalog-commands.ts"
import { microsOfUsd } from "#shared/money.ts"
import { Refusal } from "#shared/refusal.ts"
import { type Instant, msOf } from "#shared/time.ts"
import { modelSaved } from "../table/catalog.ts"
import type { Ground } from "../table/ground.ts"
import type { Caller } from "./caller.ts"
import { foundModel, savedNext, savedSince } from "./catalog-commands.ts"

type Clocked = Pick<Ground, "db" | "clock">

/** The latest instant that a price may begin at: a year that is written with four digits. */
const LAST = "9999-01-01T00:00:00.000Z"

/** Has a price begin, in the place of one that was to begin at the same instant. */
export async function addPrice(
  ground: Clocked,
  caller: Caller,
  { modelId, version, effectiveFrom, ...usd }: PriceWish & { modelId: string; version: number },
): Promise<Model> {
  const before = await foundModel(ground.db, modelId)
  const now = ground.clock.business()
  const amounts = {
    inputMicrosPerMillion: microsOfUsd(usd.inputUsd),
    outputMicrosPerMillion: microsOfUsd(usd.outputUsd),
    cachedMicrosPerMillion: microsOfUsd(usd.cachedUsd),
  }
  const asked: Price = { effectiveFrom: effectiveFrom ?? soonest(now), ...amounts }
  if (before.version !== version) {
    // The answer to the same request was lost on its way: the price stands. Without an instant it is the last one.
    const stands = effectiveFrom
      ? before.prices.find((one) => one.effectiveFrom === effectiveFrom)
      : before.prices.at(-1)
    const isIt = stands && isSamePrice(stands, { ...asked, effectiveFrom: effectiveFrom ?? stands.effectiveFrom })
    if (isIt && msOf(stands.effectiveFrom) > msOf(now)) return before
    throw savedSince("model", before.version)
  }
  mayBegin(asked.effectiveFrom, now)
  const replaced = before.prices.find((one) => one.effectiveFrom === asked.effectiveFrom)
  if (!replaced && before.prices.length >= PRICES_MAX)
    throw new Refusal("conflict", `This model has ${PRICES_MAX} prices, as many as it may`, { where: "effectiveFrom" })
  const next = { ...before, prices: withPrice(before.prices, asked), version: version + 1 }
  return saved(ground, caller, next, { action: "model.priceSet", before: replaced, after: asked })
}

/** Takes back a price that may still be changed. */
export async function takeBackPrice(
  ground: Clocked,
  caller: Caller,
  { modelId, version, effectiveFrom }: { modelId: string; version: number; effectiveFrom: Instant },
): Promise<Model> {
  const before = await foundModel(ground.db, modelId)
  const price = before.prices.find((one) => one.effectiveFrom === effectiveFrom)
  if (before.version !== version) {
    if (!price && isOpen(effectiveFrom, ground.clock.business())) return before
    throw savedSince("model", before.version)
  }
  if (!price) throw new Refusal("missing", `This model has no price that begins at ${effectiveFrom}`)
  mayBegin(effectiveFrom, ground.clock.business())
  const next = { ...before, prices: withoutPrice(before.prices, effectiveFrom), version: version + 1 }
  return saved(ground, caller, next, { action: "model.priceWithdrawn", before: price, after: undefined })
}

function mayBegin(effectiveFrom: Instant, now: Instant): void {
  if (!isOpen(effectiveFrom, now) || effectiveFrom > LAST)
    throw new Refusal("unprocessable", "A price in force, or in force within 15 minutes, is never changed", {
      where: "effectiveFrom",
      wanted: `an instant from ${soonest(now)} on`,
    })
}

async function saved(
  { db }: Clocked,
  caller: Caller,
  next: Model,
  { action, before, after }: { action: string; before: Price | undefined; after: Price | undefined },
): Promise<Model> {
  const target = { kind: "model", id: next.modelId }
  const of = (price: Price | undefined) => price && { name: next.name, ...price }
  const values = { ...(before ? { before: of(before)! } : {}), ...(after ? { after: of(after)! } : {}) }
  if (!(await savedNext(db, caller, { action, target, ...values }, modelSaved(next))))
    throw savedSince("model", next.version)
  return next
}
