import { factPartition, type SegmentRow } from "../table/segment.ts"
import type { Ground } from "../table/ground.ts"
import { noteSweptTo, type RegistrationRow } from "../table/registration.ts"
import { applyNouns, isNounFamily } from "./apply-segment.ts"

const SEGMENTS_AT_ONCE = 20

/**
 * Tells an hour's nouns once more, for those that the stream lost: who was told already says so and nothing is written.
 * Answers "cut off" when time is over; the registration notes how far it came, and stays due.
 */
export async function sweepNouns(
  ground: Ground,
  registration: RegistrationRow,
  until: () => boolean,
): Promise<"done" | "cut off"> {
  const { family, scope, hour } = registration
  if (!isNounFamily(family)) return "done"
  let sweptTo = registration.sweptTo
  for (;;) {
    const { rows } = await ground.db.query({
      pk: factPartition(family, scope, hour),
      ...(sweptTo ? { sk: { gt: sweptTo } } : {}),
      limit: SEGMENTS_AT_ONCE,
      strong: true,
    })
    for (const row of rows) await applyNouns(ground, row as SegmentRow)
    sweptTo = rows.at(-1)?.sk
    if (sweptTo === undefined) return "done"
    if (!until()) continue
    await noteSweptTo(ground.db, registration, sweptTo)
    return "cut off"
  }
}
