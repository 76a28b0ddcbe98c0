import { expect } from "vitest"
import { addDays, atWallTime, dayOf, instant, msOf } from "#shared/time.ts"
import { metricsRoutes } from "../../functions/api/metrics.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { askAsAdmin } from "../support/ask.ts"
import { drawsOf } from "../support/sketch-shapes.ts"
import { machine } from "../table/machine.ts"
import { type Call, eventOf } from "./metrics-recount.ts"

export const NOW = "2026-11-05T14:02:33.500Z"
export const MINUTE = 60_000
const DAY = 1_440 * MINUTE

let count = 0
/** A call with everything about it drawn by chance, the same for a seed. */
export function callMaker(draw: () => number, org = "org_a") {
  const below = (most: number) => Math.floor(draw() * most)
  const some = (name: string, most: number) => (draw() < 0.1 ? null : `${name}_${below(most)}`)
  return (at: string): Call => ({
    id: `call_${++count}`,
    at,
    org,
    project: some("project", 4),
    apiKey: some("key", 6),
    user: some("user", 30),
    model: some("model", 5),
    inputTokens: below(20_000),
    outputTokens: below(3_000),
    cachedTokens: draw() < 0.5 ? 0 : below(9_000),
    inputMicros: below(60_000),
    outputMicros: below(45_000),
    cachedMicros: below(300),
    discountMicros: below(200),
    durationMs: draw() < 0.1 ? null : Math.exp(4 + 4 * draw()),
    errorType: draw() < 0.1 ? ["timeout", "overloaded", "429"][below(3)]! : null,
  })
}

/** Calls of more than a year, thicker towards now, and around the midnights of a zone. */
export function callsOf(zone: string, seed: number): Call[] {
  const draw = drawsOf(seed)
  const make = callMaker(draw)
  const ago = (most: number) => instant(msOf(NOW) - Math.floor(draw() * most) - 1)
  const times = [
    ...Array.from({ length: 60 }, () => ago(60 * MINUTE)),
    ...Array.from({ length: 60 }, () => ago(DAY)),
    ...Array.from({ length: 60 }, () => ago(8 * DAY)),
    ...Array.from({ length: 80 }, () => ago(95 * DAY)),
    ...Array.from({ length: 80 }, () => ago(390 * DAY)),
  ]
  for (const daysAgo of [1, 4, 5, 6, 7, 20, 32, 33, 45, 90, 91, 200, 360]) {
    const midnight = msOf(atWallTime(`${addDays(dayOf(NOW, zone), -daysAgo)}T00:00`, zone))
    for (const ms of [-40 * MINUTE, -1, 0, 10 * MINUTE, 40 * MINUTE]) times.push(instant(midnight + ms))
  }
  return times.map(make)
}

export const ORG = { organizationId: "org_a" }

/** A console on a model of the table that was told these calls of an organization in a zone, and what asks it. */
export async function consoleIn(zone: string, calls: readonly Call[]) {
  const it = machine(NOW, async () => [zone])
  await saveOrganization(it.ground.db, "org_a", { name: "A", timeZone: zone, known: true }, "1", NOW)
  const admin = await askAsAdmin(it.ground.db)
  const [route] = metricsRoutes(it.ground)
  const ask = async (query: Record<string, string>) => {
    const { status, body } = await admin(route!, { path: ORG, query })
    expect(body).not.toHaveProperty("code")
    expect(status).toBe(200)
    return body
  }
  const tell = async (some: readonly Call[]) => {
    for (let at = 0; at < some.length; at += 100)
      expect(await it.send(some.slice(at, at + 100).map(eventOf))).toMatchObject({ rejected: [] })
    await it.flow()
  }
  await tell(calls)
  return { ...it, ask, tell, route: route! }
}
