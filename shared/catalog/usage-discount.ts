import type { UsageDiscount } from "../contract/catalog.ts"
import type { Instant } from "../time.ts"
import { isOpen, soonest } from "./price.ts"

/** All of it, in hundredths of a percent. */
const WHOLE = 10_000

/** As many usage discounts are kept at most, ended ones among them: all of the catalog is read at once. */
export const USAGE_DISCOUNTS_MAX = 500

export const PERCENT_WANTED =
  "more than 0 and up to 100 as decimal text, like 12.5, with at most 2 digits after the point"

const DIGITS = /^(\d{1,3})(?:\.(\d{1,2}))?$/

/** Percent as decimal text in hundredths of a percent; null where it is none that can be taken off. */
export function hundredthsOf(text: string): number | null {
  const match = DIGITS.exec(text)
  if (!match) return null
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"))
  return hundredths > 0 && hundredths <= WHOLE ? hundredths : null
}
export const isPercentOff = (text: string): boolean => hundredthsOf(text) !== null

/** Hundredths of a percent as decimal text: 1250 is `12.5`. */
export function percentOf(hundredths: number): string {
  const digits = String(hundredths % 100).padStart(2, "0")
  return `${Math.floor(hundredths / 100)}.${digits}`.replace(/\.?0+$/, "")
}

/** coming: it begins later · valid: it is taken off now · ended · withdrawn: it never began. */
export type DiscountStanding = "coming" | "valid" | "ended" | "withdrawn"

/** How a usage discount stands at an instant. */
export function discountStanding({ validFrom, validTo }: UsageDiscount, now: Instant): DiscountStanding {
  if (validTo !== null && validTo <= validFrom) return "withdrawn"
  if (now < validFrom) return "coming"
  return validTo === null || now < validTo ? "valid" : "ended"
}

/** When a discount would end that is ended now; null where it is over by then anyway. One that may still be changed never begins. */
export function endOf({ validFrom, validTo }: UsageDiscount, now: Instant): Instant | null {
  const end = isOpen(validFrom, now) ? validFrom : soonest(now)
  return validTo !== null && validTo <= end ? null : end
}

/** The highest of the discounts that are valid at an instant for a model; of several as high the first by its id. They do not add up. */
export function discountAt(
  discounts: readonly UsageDiscount[],
  { providerId, modelId }: { providerId: string; modelId: string },
  at: Instant,
): UsageDiscount | undefined {
  let best: UsageDiscount | undefined
  for (const one of discounts) {
    const isFor = one.providerId === providerId && (one.modelId === null || one.modelId === modelId)
    if (!isFor || at < one.validFrom || (one.validTo !== null && at >= one.validTo)) continue
    const isBetter =
      !best ||
      one.percentHundredths > best.percentHundredths ||
      (one.percentHundredths === best.percentHundredths && one.discountId < best.discountId)
    if (isBetter) best = one
  }
  return best
}
