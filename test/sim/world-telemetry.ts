import { PLATFORM } from "#shared/cube/kind.ts"
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#shared/time.ts"
import { warmProcess } from "./actors-client.ts"
import { startClock } from "./actors-clock.ts"
import { startObserver } from "./actors-observer.ts"
import { startProjector } from "./actors-projector.ts"
import { startReader } from "./actors-reader.ts"
import { NO_FAULTS } from "./faults.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import { checkCubes, checkReaders } from "./invariants-cubes.ts"
import { postEvents } from "./post-events.ts"
import { dbOf } from "./store.ts"
import { snapshotMaker } from "./session-event.ts"
import { eventMaker, KINDS_OF_THEME, type Sent, type Theme, timeOf } from "./telemetry-event.ts"
import { TRUTHS } from "./telemetry-truth.ts"
import { watchWork } from "./work-watch.ts"
import type { Stage, World } from "./world.ts"

/** Ends of months and changes of clocks, so that a run crosses them. */
const STARTS = [
  "2026-01-31T21:10:00.000Z",
  "2026-10-31T20:40:00.000Z",
  "2026-03-07T22:20:00.000Z",
  "2026-05-31T12:50:00.000Z",
]
const PLATFORM_ZONES = ["America/New_York", "Europe/Berlin"]
const ORGANIZATION_ZONES = [...PLATFORM_ZONES, "Asia/Kolkata", "Asia/Kathmandu"]
const STORM_MS = 33 * HOUR_MS
const CALM_MS = 30 * HOUR_MS

/** Events of some themes through the door, the projector, closing workers and sweeps: facts and cubes. */
const worldOf = (name: string, themes: readonly Theme[]): World => ({
  name,
  holds: "I2 I6 I8 I11",
  startMs: (random) => Date.parse(random.pick(STARTS)),
  async live({ simulation, steps, random, afterStep }: Stage) {
    // Slow machines let everybody meet in the middle of everything. Where they are all that is wrong, nothing mends it.
    if (random.chance(0.3))
      simulation.setFaults({ ...(random.chance(0.7) ? NO_FAULTS : simulation.faults()), stall: 0.5 })
    const theme: Theme = random.pick(themes)
    const organizations = ["org_a", "org_b", "org_c"].slice(0, 1 + random.below(3))
    // Zones other than UTC cost the most time of all, so a quarter of the seeds has them.
    const isZoned = random.chance(0.25)
    const zones = new Map([
      [PLATFORM, isZoned ? random.pick(PLATFORM_ZONES) : "UTC"],
      ...organizations.map((org) => [org, isZoned ? random.pick(ORGANIZATION_ZONES) : "UTC"] as const),
    ])
    const around: Surroundings = {
      files: new Map(),
      kinds: KINDS_OF_THEME[theme],
      zoneOf: (scope) => zones.get(scope.startsWith(PLATFORM) ? PLATFORM : scope) ?? "UTC",
    }
    const watch = watchWork(simulation.store)
    afterStep(watch.look)
    const projector = startProjector(simulation, steps, around)
    const sent: Sent[] = []
    const make =
      theme === "sessions"
        ? snapshotMaker(organizations, random.fork())
        : eventMaker(theme, organizations, random.fork())
    const startMs = simulation.nowMs()
    const endMs = startMs + STORM_MS
    const losesNothing = simulation.faults().streamLost === 0

    let posting = 0
    const hasLostNothing = () => losesNothing && projector.deadLetters.length === 0

    const clients = 1 + random.below(3)
    for (let nth = 0; nth < clients; nth++)
      simulation.start(
        `client ${nth}`,
        async (client) => {
          const process = warmProcess()
          const post = async (events: readonly Sent[]) => {
            posting++
            await postEvents(steps, client, process, events)
            posting--
          }
          for (let batches = 1 + client.random.below(5); batches > 0; batches--) {
            await client.sleep(client.random.span(SECOND_MS, 40 * MINUTE_MS))
            const nowMs = client.nowMs() - 5 * SECOND_MS
            const events = Array.from({ length: 1 + client.random.below(3) }, () =>
              make(timeOf(client.random, nowMs, sent.at(-1)), nowMs),
            )
            sent.push(...events)
            await post(events)
            if (client.random.chance(0.2)) await post(client.random.shuffled(sent).slice(0, 2))
            if (!client.random.chance(0.4)) continue
            // One more for the same minute, while it is folded.
            await client.until(() => isFolding() || client.nowMs() >= endMs)
            await client.sleep(client.random.span(10, 10 * SECOND_MS))
            const more = make(Date.parse(events[0]!.countsAt), client.nowMs() - 5 * SECOND_MS)
            sent.push(more)
            await post([more])
          }
          if (!client.random.chance(0.3)) return
          await client.sleep(28 * HOUR_MS)
          const late = make(startMs + client.random.below(HOUR_MS), client.nowMs() - 5 * SECOND_MS)
          sent.push(late)
          await post([late])
        },
        { steady: true },
      )
    const isFolding = startClock(simulation, steps, around, watch, endMs)
    const truths = TRUTHS.filter(({ kind }) => around.kinds.includes(kind))
    const window = { fromMs: startMs - 4 * DAY_MS, toMs: startMs + 2 * DAY_MS }
    const scope = theme === "people" ? PLATFORM : random.pick(organizations)
    startReader(simulation, around, truths[0]!, { scope, ...window }, hasLostNothing)
    const groundAt = (agoMs: number) =>
      groundOf(
        { db: dbOf(simulation.store), nowMs: () => simulation.nowMs() - agoMs, step: async (_, apply) => apply() },
        around,
      )
    const isQuiet = () => posting === 0 && projector.isDrained()
    if (losesNothing)
      startObserver(simulation, { untilMs: endMs, isQuiet, nextDueMs: watch.nextDueMs }, async (overByMs) => {
        if (hasLostNothing())
          for (const truth of truths) await checkCubes(groundAt(overByMs), truth, sent, around.zoneOf)
      })
    await simulation.run(projector.isDrained)

    simulation.setFaults(NO_FAULTS)
    projector.redrive()
    startClock(simulation, steps, around, watch, endMs + CALM_MS)
    await simulation.run(projector.isDrained)
    const ground = groundAt(0)
    for (const truth of truths) {
      await checkCubes(ground, truth, sent, around.zoneOf)
      await checkReaders(ground, truth, sent, around.zoneOf, random)
    }
  },
})

export const telemetry = worldOf("telemetry", ["usage", "people"])
/** Snapshots, of which the newest counts. */
export const sessions = worldOf("sessions", ["sessions"])
/** Kinds whose facts may name no organization, and one that is folded from two families. */
export const health = worldOf("health", ["health"])
