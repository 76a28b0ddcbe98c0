import type { CubeKind, FactRow } from "#shared/cube/kind.ts"
import { readCloudEvent } from "#shared/usage/cloud-event.ts"
import { sessionCube } from "#shared/usage/session-cube.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { newestTellings } from "../../functions/table/segment.ts"
import { type Figure, percentile, rounded } from "./figure.ts"
import { sessionOf } from "./sessions.ts"
import { callsOf } from "./usage-calls.ts"

const EVENTS = 1_000
/** As many as call models in the other. */
const PEOPLE = 97
const ROUNDS = 300

/** How fast facts are folded into a cube, beside reading the same events as JSON. */
export async function foldFigures(): Promise<Figure[]> {
  const sessions = Array.from({ length: EVENTS }, (_, nth) => sessionOf(nth, { of: EVENTS, people: PEOPLE, days: 1 }))
  return [
    against("model calls", usageCube as unknown as CubeKind, callsOf(0, 0, EVENTS)),
    against("sessions", sessionCube as unknown as CubeKind, sessions),
  ]
}

function against(what: string, kind: CubeKind, events: readonly unknown[]): Figure {
  const facts = factsOf(events)
  const text = JSON.stringify(events)
  const [folds, parses]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    folds.push(took(() => kind.fold(facts)))
    parses.push(took(() => JSON.parse(text)))
  }
  const [fold, parse] = [percentile(folds, 0.5), percentile(parses, 0.5)]
  return {
    what: `folding ${EVENTS.toLocaleString("en")} ${what} against reading them as JSON`,
    value: rounded(parse / fold),
    unit: "×",
    against: `${rounded(fold)} and ${rounded(parse)} ms`,
    bar: "≥ 3 × as fast",
    held: parse >= 3 * fold,
  }
}

const took = (call: () => unknown): number => {
  const from = performance.now()
  call()
  return performance.now() - from
}

/** The events as a fold sees them. */
function factsOf(events: readonly unknown[]): FactRow[] {
  const key = { scope: "platform", horizonMs: Number.POSITIVE_INFINITY }
  return newestTellings(
    events.map((event) => {
      const reading = readCloudEvent(event, key, "2026-11-20T14:02:00.000Z")
      if (reading.kind === "rejected") throw new Error(reading.reason)
      return reading.kept.fact
    }),
  )
}
