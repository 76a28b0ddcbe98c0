import { DAYS_BACK } from "./calendar.ts"
import { type Dice, diceOf } from "./dice.ts"
import type { COUPONS, Currency, Plan } from "./prices.ts"
import { BEFORE, type Kind, WITHIN } from "./story-kinds.ts"
import { VOLUME } from "./volume.ts"

/** What a customer does on a day, counted back from today. */
export type Act = { daysAgo: number } & (
  | { do: "seats"; by: number }
  | { do: "plan"; to: Plan["id"] }
  | { do: "cancel" | "keep" | "pause" | "resume" }
  /** The next renewal's card fails; the days until it pays again, Infinity for never. */
  | { do: "fail"; daysUntilPaid: number }
  | { do: "return"; seats: number }
)

/** The life of one customer, before anybody lives it. */
export interface Story {
  plan: Plan["id"]
  seats: number
  currency: Currency
  /** Null: before the history begins. */
  beganDaysAgo: number | null
  /** When its period last turned over; null leaves it to chance. */
  renewedDaysAgo: number | null
  trial: "pays" | "leaves" | "pauses" | null
  coupon: keyof typeof COUPONS | null
  acts: Act[]
}

const SEATS: Record<Plan["id"], readonly [number, number]> = {
  proMonthly: [3, 17],
  proYearly: [5, 22],
  enterpriseQuarterly: [18, 40],
  enterpriseYearly: [24, 70],
}

/** Every customer's story, in an order that never changes: Acme, those from before, those who came. */
export function stories(): Story[] {
  return [
    ...told("before", BEFORE, () => null),
    ...told("within", WITHIN, (dice) => Math.floor(DAYS_BACK * dice.unit() ** 1.25)),
  ]
}

function told(name: string, kinds: readonly Kind[], began: (dice: Dice) => number | null): Story[] {
  return kinds.flatMap(([count, story], kind) =>
    Array.from({ length: Math.max(1, Math.round(count * VOLUME.customersShare)) }, (_, nth): Story => {
      const dice = diceOf(`story ${name} ${kind} ${nth}`)
      const some = story(dice, nth)
      const [low, high] = SEATS[some.plan]
      return {
        seats: dice.whole(low, high),
        currency: "usd",
        beganDaysAgo: began(dice),
        renewedDaysAgo: null,
        trial: null,
        coupon: null,
        acts: [],
        ...some,
      }
    }),
  )
}
