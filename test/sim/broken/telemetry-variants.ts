import { cubeKey, type CubeRow } from "../../../functions/table/bucket.ts"
import { ABSENT, type Key } from "../../../functions/table/db.ts"
import { ancestorsOf } from "../../../functions/table/family-tree.ts"
import { cubeOf } from "../../../functions/table/cube-file.ts"
import { cubeRow, fold, kindOf } from "../../../functions/table/fold.ts"
import type { Ground } from "../../../functions/table/ground.ts"
import { advance, type RegistrationRow } from "../../../functions/table/registration.ts"
import { newestTellings, type SegmentRow, unpackFacts } from "../../../functions/table/segment.ts"
import { bucketsOf } from "../../../functions/project/apply-segment.ts"
import type { Variant } from "../steps.ts"
import { closeWith } from "./close-with.ts"
import {
  clearIfUnmarked,
  foldWith,
  markParents,
  putUnderFence,
  readGeneration,
  readSegmentsAlone,
} from "./fold-with.ts"

/** Adds a segment's facts to every cube they belong to, each under the condition that nobody was faster. */
async function addUp(ground: Ground, segment: SegmentRow): Promise<void> {
  for (const base of bucketsOf(ground, segment)) {
    const kind = kindOf(ground, base)
    const more = kind.fold(newestTellings(unpackFacts(segment.packed)))
    for (const bucket of [base, ...(await ancestorsOf(kind, base, ground.zonesOf))])
      for (let outcome = "refused"; outcome === "refused"; ) {
        const held = (await ground.db.get(cubeKey(bucket), { strong: true })) as CubeRow | undefined
        const cube = held ? kind.merge([await cubeOf(ground, held), more]) : more
        const put = await cubeRow(ground, bucket, (held?.gen ?? 0) + 1, { cube, digest: "" })
        outcome = await ground.db.write({ put, when: held ? { eq: ["gen", held.gen] } : ABSENT })
      }
  }
}

/** Moves a registration that is due on to what is next, and does nothing else for it. */
async function advanceOnly(ground: Ground, key: Key): Promise<void> {
  const row = (await ground.db.get(key, { strong: true })) as RegistrationRow | undefined
  if (row && String(row.gsi2sk) <= ground.clock.due()) await advance(ground.db, row, ground.clock.due())
}

const ofFirstFamily = ({ kinds }: Pick<Ground, "kinds">): Ground["kinds"] =>
  new Map([...kinds].map(([name, kind]) => [name, { ...kind, families: kind.families.slice(0, 1) }]))

/** Ways to lose count on the way from the stream to the cubes. */
export const TELEMETRY_VARIANTS: readonly Variant[] = [
  {
    name: "increment",
    wrong: "The stream adds to the cubes, instead of marking what is to be folded again.",
    world: "telemetry",
    steps: {
      project: async (ground, changes) => {
        for (const { after } of changes) if (after.kind === "segment") await addUp(ground, after as SegmentRow)
        return undefined
      },
      close: closeWith({ fold: async () => "folded", tendRegistration: advanceOnly }),
    },
  },
  {
    name: "noSweep",
    wrong: "Nobody compares a registered hour's facts with its cubes.",
    world: "telemetry",
    steps: {
      close: closeWith({ tendRegistration: advanceOnly }),
    },
  },
  {
    name: "segmentsAlone",
    wrong: "Every segment is folded alone, so that two snapshots of a session are two sessions.",
    world: "sessions",
    steps: {
      close: closeWith({
        fold: foldWith([readGeneration, readSegmentsAlone, putUnderFence, markParents, clearIfUnmarked]),
      }),
    },
  },
  {
    name: "firstFamily",
    wrong: "A cube of two families is folded from the facts of the first.",
    world: "health",
    steps: {
      close: closeWith({ fold: (ground, bucket) => fold({ ...ground, kinds: ofFirstFamily(ground) }, bucket) }),
    },
  },
]
