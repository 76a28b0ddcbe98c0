import { READERS } from "../../infra/river.ts"
import type { Change } from "../../functions/runtime/stream.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import type { Simulation } from "./schedule.ts"
import type { Steps } from "./steps.ts"
import { readStream, type StreamReader } from "./stream-reader.ts"

const PROJECT = READERS.find(({ to }) => to === "project")!
const BATCH_MAX = 6
/** Fewer than in production, so that batches are given up within a seed. */
const RETRIES_MAX = 3

/** The filter of the projector's reader, as infra/river.ts describes it. */
const isTold = ({ after }: Change): boolean => {
  const { kinds, present, absent } = PROJECT
  const [wanted, unwanted] = [present?.[after.kind], absent?.[after.kind]]
  return (
    kinds.includes(after.kind) &&
    (wanted === undefined || after[wanted] !== undefined) &&
    (unwanted === undefined || after[unwanted] === undefined)
  )
}

/** The projector behind the table's stream. */
export const startProjector = (
  simulation: Simulation,
  { project }: Pick<Steps, "project">,
  around: Surroundings,
): StreamReader =>
  readStream(simulation, {
    name: "project",
    sees: isTold,
    apply: (changes, actor) => project(groundOf(actor, around), changes),
    batchSizeMax: BATCH_MAX,
    retriesMax: RETRIES_MAX,
  })
