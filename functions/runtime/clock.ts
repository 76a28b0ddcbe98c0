import { DAY_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { envOr } from "./env.ts"

/** The business clock: windows, days and verdicts. Held where WATCHBILL_NOW is set, which is on one machine only. */
export const businessNow = (): Instant => {
  const held = envOr("WATCHBILL_NOW", "")
  return held ? instant(msOf(held)) : machineNow()
}

/** The machine's clock: signatures, tokens, timers and receipts. */
export const machineNow = (): Instant => instant(Date.now())

/** The clock of due times: the machine's, moved along when somebody moves the business clock by hand. */
export const dueNow = (): Instant => instant(Date.now() + Number(envOr("WATCHBILL_DUE_SKEW_MS", "0")))

/** How old an event may be when it arrives, in days. */
export const lateHorizonMs = (): number => Number(envOr("LATE_HORIZON_DAYS", "7")) * DAY_MS

/** How long telemetry facts live from their receipt, in days. */
export const factLifeMs = (): number => Number(envOr("FACT_LIFE_DAYS", "35")) * DAY_MS
