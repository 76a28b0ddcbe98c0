import { type Instant, instant, msOf } from "#shared/time.ts"
import { AHEAD_MS } from "#shared/usage/cloud-event.ts"
import { factLifeMs } from "../runtime/clock.ts"
import type { Ground } from "./ground.ts"

/** The instant from which facts are kept: what happened before may be gone. */
export const factsKeptFrom = ({ clock }: Ground): Instant => instant(msOf(clock.business()) - factLifeMs())

/** The part of a time in which facts are kept; events may be some minutes ahead of our clock. */
export function keptTime(ground: Ground, { from, to }: { from?: Instant | undefined; to?: Instant | undefined }) {
  const [first, last] = [factsKeptFrom(ground), instant(msOf(ground.clock.business()) + AHEAD_MS)]
  return { from: from && from > first ? from : first, to: to && to < last ? to : last }
}
