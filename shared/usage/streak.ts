/** Flames beside a streak: one from a day, two from three days, three from seven. */
export const flamesOf = (days: number): number => (days >= 7 ? 3 : days >= 3 ? 2 : days >= 1 ? 1 : 0)

/** A run of days with a session, and whether it may go on before the first day that is known. */
export interface Streak {
  days: number
  open: boolean
}

/**
 * The run of days that ends today or yesterday. Days are counted from 1970; `present` holds those of [first, today] with a
 * session. Open when it reaches `first`: then older days decide how long it is.
 */
export function streakOf(present: ReadonlySet<number>, first: number, today: number): Streak {
  let day = present.has(today) ? today : today - 1
  let days = 0
  while (day >= first && present.has(day)) {
    days++
    day--
  }
  return { days, open: day < first && (days > 0 || first > today - 1) }
}
