/** Flames beside a streak: one from a day, two from three days, three from seven. */
export const flamesOf = (days: number): number => (days >= 7 ? 3 : days >= 3 ? 2 : days >= 1 ? 1 : 0)

/** A run of days with a session, and whether it may go on before the first day that is known. */
export interface Streak {
  days: number
  open: boolean
}

/**
 * The run of days that ends today or yesterday. `isThere` tells the days with a session by how long they are ago, up to
 * `known`. Open when it reaches that far: then older days decide how long it is.
 */
export function streakOf(isThere: (daysAgo: number) => boolean, known: number): Streak {
  const newest = isThere(0) ? 0 : 1
  let ago = newest
  while (ago <= known && isThere(ago)) ago++
  return { days: ago - newest, open: ago > known }
}
