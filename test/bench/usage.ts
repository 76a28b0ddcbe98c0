import { metricsRoutes } from "../../functions/api/metrics.ts"
import { close } from "../../functions/project/close.ts"
import { saveOrganization } from "../../functions/table/organization.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { newMeter } from "../../functions/table/transport.ts"
import { METRICS_WINDOWS, type OrganizationMetrics } from "#shared/contract/metrics.ts"
import { HOUR_MS, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { askAsAdmin } from "../support/ask.ts"
import { startTestEngine } from "../support/engine.ts"
import { tailStream } from "../support/stream-tail.ts"
import { type Figure, rounded } from "./figure.ts"
import { type Machine, machineOver } from "./machine.ts"
import { callsOf, recountOf, type Recount } from "./usage-calls.ts"

const EVENTS = Number(process.env["BENCH_EVENTS"] ?? 1_000_000)
const BATCH = 500
const PER_MINUTE = 1_000
const BEGINS_MS = Date.parse("2026-11-19T21:23:00.000Z")
const ORG = "org_bench"

/**
 * A million model calls of one organization, 1,000 a minute in batches of 500, through the door's own code on the real engine:
 * what they cost to write and to read, and whether the metrics say exactly what was told.
 */
export async function usageFigures(): Promise<Figure[]> {
  const engine = await startTestEngine()
  const meter = newMeter()
  const db = sdkDb(engine.table, { meter })
  const tail = await tailStream(engine.table)
  const machine = machineOver(db, () => tail.more(), instant(BEGINS_MS))
  const began = Date.now()
  const truth = await load(machine)
  const loadSeconds = (Date.now() - began) / 1_000
  const perThousand = (meter.writeUnits / EVENTS) * 1_000
  await saveOrganization(db, ORG, { name: "Bench", known: true }, "1", machine.clock.now)
  const ask = await askAsAdmin(db)
  const metrics = async (query: Record<string, string> = { window: "7d" }): Promise<OrganizationMetrics> => {
    process.env["WATCHBILL_NOW"] = machine.clock.now
    const { status, body } = await ask(metricsRoutes(machine.ground)[0]!, { path: { organizationId: ORG }, query })
    if (status !== 200) throw new Error(`Metrics answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
  const unitsOf = async (query: Record<string, string>) => {
    const before = meter.readUnits
    await metrics(query)
    return meter.readUnits - before
  }
  const alone = []
  const compared = []
  for (const window of METRICS_WINDOWS) {
    alone.push(await unitsOf({ window }))
    compared.push(await unitsOf({ window, compare: "previous" }))
  }
  const whole = await metrics()
  const off = differences(whole, truth)
  const later = await whatLaterNewsChanges(machine, metrics, truth)
  await engine.stop()
  const many = EVENTS.toLocaleString("en")
  return [
    {
      what: `seconds to load ${many} usage events in batches of ${BATCH}, folds included`,
      value: rounded(loadSeconds, 0),
      unit: "s",
    },
    {
      what: `write units per 1,000 of ${many} usage events, batches of ${BATCH}, ${PER_MINUTE} a minute`,
      value: rounded(perThousand, 1),
      unit: "WU",
      bar: "≤ 60",
      held: perThousand <= 60,
    },
    {
      what: `read units of the dearest window of metrics over ${many} events`,
      value: rounded(Math.max(...alone), 1),
      unit: "RU",
      against: `${rounded(Math.max(...compared), 1)} RU with the one before`,
      bar: "≤ 25, ≤ 50 with the one before",
      held: Math.max(...alone) <= 25 && Math.max(...compared) <= 50,
    },
    { what: `totals of ${many} events against a recount: micro-dollars, tokens and calls off`, ...none(off.sums) },
    {
      what: `p50, p95 and p99 of ${many} events against the exact ones, at most`,
      value: rounded(off.latencyPercent, 3),
      unit: "%",
      bar: "≤ 1",
      held: off.latencyPercent <= 1,
    },
    { what: "calls off after a batch was sent twice, and in other batches", ...none(later.repeated) },
    { what: "micro-dollars off after a call that came three hours late", ...none(later.late) },
    { what: "micro-dollars off after a call whose clock is nine minutes ahead", ...none(later.ahead) },
    { what: "calls kept whose clock is eleven minutes ahead", ...none(later.refused) },
  ]
}

const none = (value: number) => ({ value, unit: "", bar: "0", held: value === 0 })

async function load(machine: Machine): Promise<Recount> {
  const truth = recountOf()
  for (let minute = 0; minute * PER_MINUTE < EVENTS; minute++) {
    const startMs = BEGINS_MS + minute * MINUTE_MS
    machine.clock.now = instant(startMs + 30_000)
    for (let sent = 0; sent < PER_MINUTE; sent += BATCH) {
      const calls = callsOf(minute, sent, BATCH)
      for (const call of calls) truth.add(call)
      await sendAll(machine, calls)
    }
    await machine.flow()
    machine.clock.now = instant(startMs + MINUTE_MS + 3_000)
    await close(machine.ground)
  }
  return truth
}

async function sendAll(machine: Machine, calls: readonly unknown[]): Promise<void> {
  const { accepted, duplicates, rejected } = await machine.send(calls)
  if (accepted + duplicates !== calls.length) throw new Error(`Refused: ${JSON.stringify(rejected[0])}`)
}

/** How far an answer is from the truth: everything that is added up, together, and the furthest percentile. */
function differences({ totals }: OrganizationMetrics, truth: Recount) {
  const { requests, errors, tokens, cost } = totals
  const told = { requests, errors, ...tokens, ...cost! }
  const sums = Object.entries(truth.sums()).map(([name, value]) => Math.abs(told[name as keyof typeof told] - value))
  const { p50Ms, p95Ms, p99Ms } = totals.latency!
  const parts = [
    [p50Ms, 0.5],
    [p95Ms, 0.95],
    [p99Ms, 0.99],
  ] as const
  const latency = parts.map(([said, part]) => Math.abs(said / truth.exactMs(part) - 1) * 100)
  return { sums: sums.reduce((sum, one) => sum + one, 0), latencyPercent: Math.max(...latency) }
}

/** Repeats change nothing; what comes late or ahead of its time changes its own minute and what that adds up to. */
async function whatLaterNewsChanges(
  machine: Machine,
  metrics: (query?: Record<string, string>) => Promise<OrganizationMetrics>,
  truth: Recount,
) {
  const settle = async () => {
    await machine.flow()
    machine.clock.now = instant(msOf(machine.clock.now) + 10 * MINUTE_MS)
    await close(machine.ground)
  }
  const nowMs = msOf(machine.clock.now)
  const again = callsOf(100, 0, BATCH)
  await sendAll(machine, again)
  await sendAll(machine, again.slice(100, 300).reverse())
  await settle()
  const repeated = differences(await metrics(), truth).sums

  const hourBefore = { from: instant(nowMs - 2 * HOUR_MS), to: instant(nowMs - HOUR_MS) }
  const untouched = (await metrics(hourBefore)).totals.cost!.totalMicros
  const [one, two, three] = callsOf(2_000_000, 0, 3) as [Call, Call, Call]
  const late = { ...one, time: instant(nowMs - 3 * HOUR_MS) }
  truth.add(late)
  await sendAll(machine, [late])
  await settle()
  const moved = Math.abs((await metrics(hourBefore)).totals.cost!.totalMicros - untouched)
  const lateOff = differences(await metrics(), truth).sums + moved

  const ahead = { ...two, time: instant(msOf(machine.clock.now) + 9 * MINUTE_MS) }
  await sendAll(machine, [ahead])
  await machine.flow()
  const notYet = differences(await metrics(), truth).sums
  truth.add(ahead)
  await settle()
  const aheadOff = notYet + differences(await metrics(), truth).sums

  const refused = await machine.send([{ ...three, time: instant(msOf(machine.clock.now) + 11 * MINUTE_MS) }])
  return { repeated, late: lateOff, ahead: aheadOff, refused: refused.accepted }
}
type Call = ReturnType<typeof callsOf>[number]
