import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#shared/time.ts"
import type { Caller } from "../../functions/api/caller.ts"
import { insist, warmProcess } from "./actors-client.ts"
import { startClock } from "./actors-clock.ts"
import { startProjector } from "./actors-projector.ts"
import { NO_FAULTS } from "./faults.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import { checkLedgers, type Given } from "./invariants-ledger.ts"
import { postEvents } from "./post-events.ts"
import { dbOf } from "./store.ts"
import { eventMaker, type Sent } from "./telemetry-event.ts"
import { watchWork } from "./work-watch.ts"
import type { Stage, World } from "./world.ts"

const STORM_MS = 5 * HOUR_MS
const CALM_MS = 30 * HOUR_MS
const AMOUNTS_MICROS = [250_000, 1_000_000, 40_000_000, 75_000_000]

/** People give credits, twice where no answer comes, while usage of running hours and of earlier ones is charged and credits expire. */
export const ledger: World = {
  name: "ledger",
  holds: "I3 I4 I5 I7",
  startMs: () => Date.parse("2026-02-28T20:10:00.000Z"),
  async live({ simulation, steps, random, afterStep }: Stage) {
    if (random.chance(0.4))
      simulation.setFaults({ ...(random.chance(0.5) ? NO_FAULTS : simulation.faults()), stall: 0.5 })
    const organizations = ["org_a", "org_b"].slice(0, 1 + random.below(2))
    const around: Surroundings = { files: new Map(), kinds: ["usage"], zoneOf: () => "UTC" }
    const watch = watchWork(simulation.store)
    afterStep(watch.look)
    const projector = startProjector(simulation, steps, around)
    const endMs = simulation.nowMs() + STORM_MS
    const make = eventMaker("usage", organizations, random.fork())

    simulation.start(
      "product",
      async (client) => {
        const process = warmProcess()
        for (let batches = 1 + client.random.below(4); batches > 0; batches--) {
          await client.sleep(client.random.span(SECOND_MS, 70 * MINUTE_MS))
          const events = Array.from({ length: 1 + client.random.below(3) }, () => {
            const lateMs = client.random.chance(0.6) ? 0 : client.random.pick([HOUR_MS, 3 * HOUR_MS])
            return make(client.nowMs() - lateMs - client.random.below(MINUTE_MS), client.nowMs())
          })
          await postEvents(steps, client, process, events as Sent[])
        }
      },
      { steady: true },
    )

    const given: Given[] = []
    const people = 1 + random.below(3)
    for (let nth = 0; nth < people; nth++)
      simulation.start(
        `person ${nth}`,
        async (person) => {
          for (let count = 1 + person.random.below(4); count > 0; count--) {
            await person.sleep(person.random.span(SECOND_MS / 10, 20 * MINUTE_MS))
            const organizationId = person.random.pick(organizations)
            const one: Given = { key: `${nth}.${count}`, personId: `person${nth}`, organizationId, answers: [] }
            given.push(one)
            const gift = {
              amountMicros: person.random.pick(AMOUNTS_MICROS),
              comment: null,
              expiresOn: person.random.chance(0.4) ? "2026-02-28" : null,
            }
            const give = async (again: string) => {
              const answer = await insist(person, `${one.key}${again}`, (api) =>
                steps
                  .giveCredits(
                    groundOf(api, around),
                    callerOf(one.personId, `${one.key}${again}`),
                    one.key,
                    organizationId,
                    gift,
                  )
                  .catch(refusalIn),
              )
              one.answers.push(answer)
            }
            const twice = person.random.chance(0.4)
            if (twice && person.random.chance(0.5)) await Promise.all([give(""), give(" at once")])
            else {
              await give("")
              if (twice) await give(" again")
            }
          }
        },
        { steady: true },
      )
    startClock(simulation, steps, around, watch, endMs)
    await simulation.run(projector.isDrained)

    simulation.setFaults(NO_FAULTS)
    projector.redrive()
    startClock(simulation, steps, around, watch, endMs + CALM_MS)
    await simulation.run(projector.isDrained)
    const db = dbOf(simulation.store)
    await checkLedgers(groundOf({ db, nowMs: simulation.nowMs, step: async (_, apply) => apply() }, around), {
      organizations,
      given,
    })
  },
}

/** A refusal is an answer; anything else that goes wrong is none. */
function refusalIn(error: unknown): { refused: string } {
  if ((error as Error).name === "Refusal") return { refused: (error as Error).message }
  throw error
}

const callerOf = (personId: string, request: string): Caller => ({
  personId,
  name: personId,
  email: `${personId}@demo.test`,
  staffRole: "support",
  memberships: {},
  signedInAt: "2026-02-28T20:00:00.000Z",
  requestId: `request ${request}`,
  address: "192.0.2.0/24",
  agent: "",
})
