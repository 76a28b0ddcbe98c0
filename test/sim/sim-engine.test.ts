import "./environment.ts"
import { expect, test } from "vitest"
import { sdkDb } from "../../functions/table/sdk.ts"
import { startTestEngine } from "../support/engine.ts"
import { startFaultProxy } from "../support/fault-proxy.ts"
import { tailStream } from "../support/stream-tail.ts"
import { engineStore } from "./engine-store.ts"
import { reasonOf, runSeed } from "./seed.ts"
import { WORLDS } from "./worlds.ts"

/** Twenty of all but the ledger's: few of the dear worlds, more of the cheap ones. */
const SEEDS: Record<string, number> = {
  telemetry: 1,
  inbox: 3,
  directory: 4,
  commands: 5,
  schedules: 5,
  health: 1,
  ledger: 30,
  accounts: 1,
}
/** What the transport mends by itself: the scheduler adds what it does not. */
const RATES = { throttle: 0.004, conflict: 0.002, serverError: 0.002, lostAnswer: 0.004, errorAfter: 0.002 }

/** One seed on a new engine with an empty table, behind a proxy that makes trouble of its own. */
async function failureOnEngine(name: string, seed: number): Promise<string | undefined> {
  const engine = await startTestEngine()
  const tail = await tailStream(engine.table)
  const proxy = await startFaultProxy(engine.url, { seed, rates: RATES })
  process.env["AWS_ENDPOINT_URL_DYNAMODB"] = proxy.url
  try {
    const store = engineStore(sdkDb(engine.table), tail)
    const { failure } = await runSeed(WORLDS.find((world) => world.name === name)!, seed, { store })
    return failure && `${name}, seed ${seed}: ${reasonOf(failure)}`
  } finally {
    await proxy.stop()
    await engine.stop()
  }
}

test.each(WORLDS.map(({ name }) => name))(
  "%s holds on the real engine, behind the fault proxy",
  { timeout: 400_000 },
  async (name) => {
    for (let seed = 1; seed <= SEEDS[name]!; seed++) expect(await failureOnEngine(name, seed)).toBeUndefined()
  },
)

test("that makes twenty seeds, and thirty of the ledger", () => {
  expect(Object.values(SEEDS).reduce((sum, count) => sum + count)).toBe(50)
})
