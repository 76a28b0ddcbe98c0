import { DAYS_BACK } from "./calendar.ts"
import type { Dice } from "./dice.ts"
import type { Plan } from "./prices.ts"
import type { Story } from "./stories.ts"

type Some = Partial<Story> & { plan: Plan["id"] }
/** So many customers of one kind; the dice make them differ. */
export type Kind = readonly [count: number, story: (dice: Dice, nth: number) => Some]

/** Customers from before the history. The first is Acme. */
export const BEFORE: readonly Kind[] = [
  [
    1,
    () => ({
      plan: "proMonthly",
      seats: 14,
      renewedDaysAgo: 9,
      acts: [
        { daysAgo: 52, do: "seats", by: 3 },
        { daysAgo: 3, do: "seats", by: 2 },
      ],
    }),
  ],
  [8, (_, nth) => ({ plan: "proMonthly", currency: nth < 2 ? "eur" : "usd", coupon: nth === 2 ? "partner" : null })],
  [
    7,
    (dice, nth) => ({
      plan: "proMonthly",
      acts: [{ daysAgo: nth === 0 ? 0 : dice.whole(1, DAYS_BACK - 3), do: "seats", by: dice.whole(1, 6) }],
    }),
  ],
  [
    5,
    (dice, nth) => ({
      plan: "proMonthly",
      seats: dice.whole(9, 16),
      acts: [{ daysAgo: nth % 2 === 0 ? dice.whole(2, 25) : 104 - nth, do: "seats", by: -dice.whole(1, 4) }],
    }),
  ],
  [
    2,
    (dice) => ({
      plan: "proMonthly",
      seats: dice.whole(19, 28),
      acts: [{ daysAgo: dice.whole(6, 90), do: "plan", to: "enterpriseYearly" }],
    }),
  ],
  [
    1,
    () => ({
      plan: "enterpriseQuarterly",
      seats: 21,
      renewedDaysAgo: 37,
      acts: [{ daysAgo: 44, do: "plan", to: "proYearly" }],
    }),
  ],
  [
    5,
    (dice, nth) => ({
      plan: "proMonthly",
      renewedDaysAgo: 9 + nth,
      acts: [{ daysAgo: 14 + nth + 30 * (nth % 3), do: "fail", daysUntilPaid: dice.pick([2, 4, 6]) }],
    }),
  ],
  [
    3,
    (_, nth) => ({
      plan: "proMonthly",
      renewedDaysAgo: 20 + nth,
      acts: [{ daysAgo: 25 + nth + 30 * (nth % 3), do: "fail", daysUntilPaid: Number.POSITIVE_INFINITY }],
    }),
  ],
  [
    3,
    (_, nth) => ({
      plan: "proMonthly",
      renewedDaysAgo: 2 + 3 * nth,
      acts: [{ daysAgo: 4 + 3 * nth, do: "fail", daysUntilPaid: Number.POSITIVE_INFINITY }],
    }),
  ],
  [
    6,
    (_, nth) => ({
      plan: "proMonthly",
      renewedDaysAgo: 1 + 2 * nth,
      acts: [{ daysAgo: 8 + 2 * nth + 90 * (nth % 2), do: "cancel" }],
    }),
  ],
  [
    3,
    (dice, nth) => ({
      plan: "proMonthly",
      renewedDaysAgo: 12,
      acts: [
        { daysAgo: 90 + nth, do: "cancel" },
        { daysAgo: 24 - 7 * nth, do: "return", seats: dice.whole(4, 12) },
      ],
    }),
  ],
  [
    3,
    (_, nth) => ({
      plan: nth === 0 ? "proYearly" : "proMonthly",
      renewedDaysAgo: 18 + nth,
      acts: [{ daysAgo: 1 + 4 * nth, do: "cancel" }],
    }),
  ],
  [
    1,
    () => ({
      plan: "proMonthly",
      renewedDaysAgo: 22,
      acts: [
        { daysAgo: 19, do: "cancel" },
        { daysAgo: 16, do: "keep" },
      ],
    }),
  ],
  [
    2,
    (_, nth) => ({
      plan: "proMonthly",
      renewedDaysAgo: 5 + nth,
      acts: [
        { daysAgo: 77, do: "pause" },
        { daysAgo: 30, do: "resume" },
      ],
    }),
  ],
  [1, () => ({ plan: "proMonthly", renewedDaysAgo: 25, acts: [{ daysAgo: 21, do: "pause" }] })],
  [
    22,
    (_, nth) => ({
      plan: "proYearly",
      currency: nth < 2 ? "eur" : nth === 2 ? "gbp" : "usd",
      coupon: nth === 3 ? "partner" : null,
    }),
  ],
  [5, (dice) => ({ plan: "proYearly", acts: [{ daysAgo: dice.whole(5, 110), do: "seats", by: dice.whole(2, 9) }] })],
  [9, (_, nth) => ({ plan: "enterpriseYearly", currency: nth === 0 ? "eur" : "usd" })],
  [
    2,
    (dice, nth) => ({
      plan: "enterpriseYearly",
      acts: [{ daysAgo: 12 + 47 * nth, do: "seats", by: dice.whole(5, 12) }],
    }),
  ],
  [6, (_, nth) => ({ plan: "enterpriseQuarterly", coupon: nth === 1 ? "partner" : null })],
  [1, () => ({ plan: "enterpriseQuarterly", acts: [{ daysAgo: 33, do: "seats", by: -6 }] })],
]

/** Customers who came within the history, a little more often towards its end. */
export const WITHIN: readonly Kind[] = [
  [13, (_, nth) => ({ plan: "proMonthly", coupon: nth < 2 ? "start" : null, currency: nth === 3 ? "eur" : "usd" })],
  [
    3,
    (dice, nth) => ({
      plan: "proMonthly",
      beganDaysAgo: 80 - 20 * nth,
      acts: [{ daysAgo: 11 + nth, do: "seats", by: dice.whole(1, 5) }],
    }),
  ],
  [
    3,
    (_, nth) => ({ plan: "proMonthly", beganDaysAgo: 70 + 11 * nth, acts: [{ daysAgo: 45 + 11 * nth, do: "cancel" }] }),
  ],
  [6, (_, nth) => ({ plan: "proYearly", currency: nth === 0 ? "gbp" : "usd" })],
  [2, () => ({ plan: "enterpriseQuarterly" })],
  [3, () => ({ plan: "enterpriseYearly" })],
  [13, (_, nth) => ({ plan: nth < 3 ? "proYearly" : "proMonthly", trial: "pays", coupon: nth === 4 ? "start" : null })],
  [8, () => ({ plan: "proMonthly", trial: "leaves" })],
  [
    2,
    (_, nth) => ({
      plan: "proMonthly",
      trial: "pauses",
      beganDaysAgo: 60,
      acts: nth === 0 ? [{ daysAgo: 40, do: "resume" }] : [],
    }),
  ],
  [4, (_, nth) => ({ plan: "proMonthly", trial: "pays", beganDaysAgo: 2 + 3 * nth })],
  [1, () => ({ plan: "proMonthly", beganDaysAgo: 0 })],
]
