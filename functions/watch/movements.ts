import type { GeneralSettings } from "#shared/contract/settings.ts"
import { type BrokenMonth, brokenMonths } from "#shared/revenue/broken-months.ts"
import { addMonths, dayOf, firstOfMonth } from "#shared/time.ts"
import { env } from "../runtime/env.ts"
import { logger } from "../runtime/logger.ts"
import { schedule } from "../runtime/schedule.ts"
import { s3Files } from "../table/files.ts"
import { type Ground, openGround } from "../table/ground.ts"
import { revenueHistory, revenueMonths } from "../table/revenue-history.ts"
import { sdkDb } from "../table/sdk.ts"
import { isRefolding } from "../table/settings.ts"

/** The running month and the thirteen before it: what the page of movements shows, and what its oldest began with. */
const MONTHS = 14
const MODES = ["live", "test"] as const

/**
 * Looks whether the movements of every month come to what its MRR came to, and tells of each that does not. Days that are marked
 * are read from what is below them, as pages read them; while settings are being worked through nothing is looked at, as pages
 * then say that figures are not complete. What is found is looked at twice: cubes may change between two reads.
 */
export async function checkMovements(
  ground: Ground,
  tell: (found: BrokenMonth & { mode: string }) => void,
): Promise<"recomputing" | { broken: number }> {
  if (await isRefolding(ground.db)) return "recomputing"
  const settings = await ground.settings()
  let broken = 0
  for (const mode of MODES) {
    const first = await look(ground, settings, mode)
    const found = first.length === 0 ? [] : await look(ground, settings, mode)
    if (await isRefolding(ground.db)) return "recomputing"
    for (const one of found.filter((now) => first.some((then) => isSame(now, then)))) {
      tell({ mode, ...one })
      broken++
    }
  }
  return { broken }
}

async function look(ground: Ground, { reportingZone: zone }: GeneralSettings, mode: (typeof MODES)[number]) {
  const book = { mode, zone }
  const today = dayOf(ground.clock.business(), zone)
  const firstDay = addMonths(firstOfMonth(today), 1 - MONTHS)
  const [history, months] = await Promise.all([
    revenueHistory(ground, book, { firstDay, today }),
    revenueMonths(ground, book, today),
  ])
  return brokenMonths(history, months, today)
}

const isSame = (one: BrokenMonth, other: BrokenMonth): boolean =>
  one.month === other.month && one.currency === other.currency && one.broken === other.broken

const db = sdkDb(env("TABLE_NAME"))
const ground = openGround(db, s3Files(env("FILES_BUCKET")))

export const handler = schedule(db, {
  check: () => checkMovements(ground, (found) => logger.error("movements do not add up", { ...found })),
})
