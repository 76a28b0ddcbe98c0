import type { Price } from "../contract/catalog.ts"
import { microsOfUsd } from "../money.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "../time.ts"

/**
 * How far ahead a price is settled. Events may be ten minutes ahead of our clock and a door knows the catalog for a minute,
 * so that whoever prices an event of an instant knows the same prices of it, now and at each repeat.
 */
export const PRICE_AHEAD_MS = 15 * MINUTE_MS

/** Micro-dollars of a million tokens: what so much costs of the most tokens that an event may tell is still counted exactly. */
export const PRICE_MICROS_MAX = 1_000_000_000

/** As many prices has one model at most: all of the catalog is read at once. */
export const PRICES_MAX = 200

export const PRICE_WANTED = "dollars from 0 to 1000 as decimal text, like 2.50, with at most 6 digits after the point"

const DIGITS = /^\d{1,4}(\.\d{1,6})?$/
/** Whether a text is what a million tokens can cost, in dollars. */
export const isPrice = (text: string): boolean => DIGITS.test(text) && microsOfUsd(text) <= PRICE_MICROS_MAX

/** The first instant from which something new may count: whole minutes, business clock. */
export const soonest = (now: Instant): Instant =>
  instant(Math.ceil((msOf(now) + PRICE_AHEAD_MS) / MINUTE_MS) * MINUTE_MS)

/** Whether what begins, or ends, at an instant may still be changed. */
export const isOpen = (at: Instant, now: Instant): boolean => msOf(at) >= msOf(now) + PRICE_AHEAD_MS

/** The price in force at an instant; undefined before the first. Prices are in the order of their beginnings. */
export const priceAt = (prices: readonly Price[], at: Instant): Price | undefined =>
  prices.findLast(({ effectiveFrom }) => effectiveFrom <= at)

/** The prices that begin after an instant, the earliest first. */
export const pricesAfter = (prices: readonly Price[], at: Instant): Price[] =>
  prices.filter(({ effectiveFrom }) => effectiveFrom > at)

/** The prices with one more, in the place of one that begins at the same instant. */
export const withPrice = (prices: readonly Price[], price: Price): Price[] =>
  [...withoutPrice(prices, price.effectiveFrom), price].sort((one, other) =>
    one.effectiveFrom < other.effectiveFrom ? -1 : 1,
  )

export const withoutPrice = (prices: readonly Price[], effectiveFrom: Instant): Price[] =>
  prices.filter((price) => price.effectiveFrom !== effectiveFrom)

/** Whether two prices are the same from the same instant on. */
export const isSamePrice = (one: Price | undefined, other: Price): boolean =>
  one !== undefined &&
  one.effectiveFrom === other.effectiveFrom &&
  one.inputMicrosPerMillion === other.inputMicrosPerMillion &&
  one.outputMicrosPerMillion === other.outputMicrosPerMillion &&
  one.cachedMicrosPerMillion === other.cachedMicrosPerMillion
