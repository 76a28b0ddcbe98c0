import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { boardRoutes } from "../../functions/api/board.ts"
import { close } from "../../functions/project/close.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { newMeter } from "../../functions/table/transport.ts"
import { instant, msOf } from "#shared/time.ts"
import { startTestEngine } from "../support/engine.ts"
import { tailStream } from "../support/stream-tail.ts"
import { askAsAdmin } from "../support/ask.ts"
import { type Figure, percentile, rounded } from "./figure.ts"
import { machineOver } from "./machine.ts"
import { NOW, sessionOf } from "./sessions.ts"

const DAYS = 120
const BATCH = 500
/** The page asks for its five sections. */
const SECTIONS = 5
const VIEWS = 30

/**
 * The board with few and with a million sessions of the same people and repositories, on the real engine: what it reads, and
 * how much longer it takes. The sessions come through the door's own code in batches of 500, in the order of time.
 */
export async function boardFigures(): Promise<Figure[]> {
  const secrets = await secretServer()
  try {
    return await measured()
  } finally {
    secrets.close()
  }
}

/** Secrets Manager, as far as an answer asks it. */
async function secretServer(): Promise<Server> {
  const server = createServer((_, response) => response.end(JSON.stringify({ SecretString: "bench" })))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  process.env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  process.env["AWS_ACCESS_KEY_ID"] ??= "bench"
  process.env["AWS_SECRET_ACCESS_KEY"] ??= "bench"
  return server
}

async function measured(): Promise<Figure[]> {
  const few = await boardOf({ sessions: 1_000, people: 700, days: 28 })
  const many = await boardOf({ sessions: SESSIONS, people: 700, days: DAYS })
  const crowd = await boardOf({ sessions: 30_000, people: 3_000, days: 28 })
  const slower = many.p95Ms / few.p95Ms
  const more = many.units / few.units
  return [
    {
      what: `seconds to load ${SESSIONS.toLocaleString("en")} sessions of ${DAYS} days in batches of ${BATCH}, folds included`,
      value: rounded(many.loadSeconds, 0),
      unit: "s",
      against: `${rounded(many.residentMb, 0)} MB resident at most; ${rounded((many.writeUnits / SESSIONS) * 1_000, 0)} WU per 1,000`,
    },
    {
      what: `read units of the board's page, ${SESSIONS.toLocaleString("en")} sessions`,
      value: rounded(many.units, 1),
      unit: "RU",
      against: `${rounded(few.units, 1)} with 1,000 (first view ${rounded(many.firstUnits, 1)} and ${rounded(few.firstUnits, 1)})`,
      bar: "≤ 110 %",
      held: more <= 1.1,
    },
    {
      what: `p95 of the board's page against that with 1,000 sessions`,
      value: rounded(slower, 2),
      unit: "×",
      against: `${rounded(many.p95Ms, 1)} ms and ${rounded(few.p95Ms, 1)} ms`,
      bar: "≤ 2",
      held: slower <= 2,
    },
    {
      what: "read units of the board's page, 3,000 people, first view",
      value: rounded(crowd.firstUnits, 1),
      unit: "RU",
      against: `${rounded(crowd.units, 1)} in later views`,
      bar: "≤ 40",
      held: crowd.firstUnits <= 40,
    },
  ]
}

const SESSIONS = Number(process.env["BENCH_SESSIONS"] ?? 1_000_000)

async function boardOf({ sessions, people, days }: { sessions: number; people: number; days: number }) {
  process.env["WATCHBILL_NOW"] = NOW
  const engine = await startTestEngine()
  const meter = newMeter()
  const db = sdkDb(engine.table, { meter })
  const tail = await tailStream(engine.table)
  const machine = machineOver(db, () => tail.more(), NOW)
  const began = Date.now()
  let residentMb = 0
  for (let sent = 0; sent < sessions; sent += BATCH) {
    await machine.send(
      Array.from({ length: Math.min(BATCH, sessions - sent) }, (_, nth) =>
        sessionOf(sent + nth, { of: sessions, people, days }),
      ),
    )
    if (sent % (BATCH * 20) === 0) {
      await machine.flow()
      residentMb = Math.max(residentMb, process.memoryUsage.rss() / 1e6)
    }
    if (sent % (BATCH * 200) === 0) {
      machine.clock.now = instant(msOf(machine.clock.now) + 2_000)
      await close(machine.ground)
    }
  }
  await machine.flow()
  for (let minute = 1; minute <= 8; minute++) {
    machine.clock.now = instant(msOf(NOW) + minute * 60_000)
    await close(machine.ground)
  }
  const loadSeconds = (Date.now() - began) / 1_000
  const { writeUnits } = meter
  const routes = boardRoutes(machine.ground).slice(0, SECTIONS)
  const ask = await askAsAdmin(db)
  const view = async () => {
    // The five sections of one look are read together, two looks are not.
    process.env["WATCHBILL_NOW"] = instant(msOf(process.env["WATCHBILL_NOW"]!) + 1_000)
    const before = meter.readUnits
    const from = performance.now()
    for (const [nth, route] of routes.entries()) await ask(route, { query: nth === 0 ? { compare: "previous" } : {} })
    return { units: meter.readUnits - before, ms: performance.now() - from }
  }
  const first = await view()
  const views = []
  for (let nth = 0; nth < VIEWS; nth++) views.push(await view())
  await engine.stop()
  return {
    loadSeconds,
    residentMb,
    writeUnits,
    firstUnits: first.units,
    units: views.at(-1)!.units,
    p95Ms: percentile(
      views.map(({ ms }) => ms),
      0.95,
    ),
  }
}
