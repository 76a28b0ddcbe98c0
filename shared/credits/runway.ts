const WEEK_DAYS = 7

/** How many days a balance lasts at the rate of the last seven days; null where nothing was used, 0 where nothing is left. */
export function runwayDays(balanceMicros: number, weekMicros: number): number | null {
  if (weekMicros <= 0) return null
  return balanceMicros <= 0 ? 0 : Math.floor((balanceMicros * WEEK_DAYS) / weekMicros)
}
