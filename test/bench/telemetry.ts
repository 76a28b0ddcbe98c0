import { newMeter } from "../../functions/table/transport.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { close } from "../../functions/project/close.ts"
import { startTestEngine } from "../support/engine.ts"
import { tailStream } from "../support/stream-tail.ts"
import { type Figure, rounded } from "./figure.ts"
import { machineOver } from "./machine.ts"

/** Write units per 1,000 usage events, everything included, from the first segment to the last day's cube, on the real engine. */
export async function telemetryFigures(): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const { batch, perMinute, organizations, bar } of [
    { batch: 100, perMinute: 1_000, organizations: 1, bar: 80 },
    { batch: 500, perMinute: 1_000, organizations: 1, bar: 60 },
    { batch: 50, perMinute: 50, organizations: 20, bar: undefined },
  ]) {
    const units = await unitsOf(batch, perMinute, organizations)
    figures.push({
      what: `write units per 1,000 telemetry events, batches of ${batch}, ${perMinute / organizations} an organization-minute`,
      value: rounded(units, 1),
      unit: "WU",
      ...(bar === undefined ? { against: "sparse traffic, no bar" } : { bar: `≤ ${bar}`, held: units <= bar }),
    })
  }
  return figures
}

const MINUTES = 30

/** Half an hour of traffic, then everything above it is closed: hours, days, the month, the platform's. */
async function unitsOf(batch: number, perMinute: number, organizations: number): Promise<number> {
  const engine = await startTestEngine()
  const meter = newMeter()
  const db = sdkDb(engine.table, { meter })
  const tail = await tailStream(engine.table)
  const machine = machineOver(db, () => tail.more(), "2026-11-20T13:00:30.000Z")
  for (let minute = 0; minute < MINUTES; minute++) {
    const at = new Date(Date.UTC(2026, 10, 20, 13, minute, 30)).toISOString()
    machine.clock.now = at
    for (let sent = 0; sent < perMinute; sent += batch) {
      const events = Array.from({ length: Math.min(batch, perMinute - sent) }, (_, index) =>
        usage(minute, sent + index, organizations, at),
      )
      await machine.send(events)
    }
    await machine.flow()
    machine.clock.now = new Date(Date.UTC(2026, 10, 20, 13, minute + 1, 3)).toISOString()
    await close(machine.ground)
  }
  machine.clock.now = "2026-12-01T01:00:00.000Z"
  await close(machine.ground)
  await engine.stop()
  return (meter.writeUnits / (perMinute * MINUTES)) * 1_000
}

const MODELS = ["opus", "sonnet", "haiku", "gpt", "gemini"]

function usage(minute: number, nth: number, organizations: number, at: string) {
  const spread = (minute * 7919 + nth * 104_729) % 1_000_003
  return {
    specversion: "1.0",
    id: `${(spread * 2_654_435_761).toString(16)}-${minute}-${nth}-${((nth * 40_503) % 65_536).toString(16)}`,
    source: "bench",
    type: "usage.recorded",
    time: new Date(Date.parse(at) - (spread % 29_000)).toISOString(),
    data: {
      org: `org_${nth % organizations}`,
      project: `project_${spread % 7}`,
      apiKey: `key_${spread % 11}`,
      user: `user_${spread % 97}`,
      provider: "one",
      model: MODELS[spread % 5],
      inputTokens: spread % 20_000,
      outputTokens: spread % 3_000,
      cachedTokens: spread % 9_000,
      inputCostUsd: String((spread % 20_000) * 0.000003),
      outputCostUsd: String((spread % 3_000) * 0.000015),
      durationMs: spread % 30_000,
      status: spread % 50 === 0 ? "error" : "ok",
    },
  }
}
