import fc from "fast-check"
import type { CubeKind, FactRow } from "#shared/cube/kind.ts"
import { instant } from "#shared/time.ts"
import { type Fact, newestTellings } from "../../functions/table/segment.ts"

export const FROM_MS = Date.UTC(2026, 10, 20, 13)

/** What some events told: each of them once or again, in any order, and cut into parts at any boundary. */
export interface Told<Data> {
  all: Data[]
  atMs: number[]
  facts: FactRow[]
  parts: FactRow[][]
}

/** Events that say this, in any order and repeated, as a fold gets them: whole, and in parts by their instants. */
export function cutFacts<Data>(
  type: (data: Data) => string,
  data: fc.Arbitrary<Data>,
  maxLength = 40,
): fc.Arbitrary<Told<Data>> {
  const event = fc.record({ data, atMs: fc.nat(3_600_000) })
  return fc.array(event, { maxLength }).chain((all) => {
    const tellings = all.map(
      (one, nth): Fact => ({
        id: `e${nth}`,
        type: type(one.data),
        bucketAt: instant(FROM_MS + one.atMs),
        revision: "1",
        data: one.data as Record<string, unknown>,
      }),
    )
    return fc
      .record({
        shuffled: fc.shuffledSubarray(tellings, { minLength: tellings.length }),
        again: fc.subarray(tellings),
        cuts: fc.array(fc.nat(3_600_000), { maxLength: 6 }),
      })
      .map(({ shuffled, again, cuts }) => {
        const facts = newestTellings([...again, ...shuffled])
        const bounds = [...new Set(cuts)].sort((one, other) => one - other)
        const partOf = ({ at }: FactRow) => bounds.filter((bound) => Date.parse(at) - FROM_MS >= bound).length
        const parts = [...Map.groupBy(facts, partOf).values()]
        return { all: all.map((one) => one.data), atMs: all.map(({ atMs }) => FROM_MS + atMs), facts, parts }
      })
  })
}

/** The cube of some facts, once it is sure that parts of them, merged in any way, come to the same text. */
export function cubeHowever<Cube>(kind: CubeKind<never, Cube>, { facts, parts }: Told<unknown>): Cube {
  const fold = (some: readonly FactRow[]) => kind.fold(some as readonly FactRow<never>[])
  const texts = [
    fold(facts),
    fold(facts.toReversed()),
    kind.merge(parts.map(fold)),
    kind.merge(parts.toReversed().map(fold)),
    parts.map(fold).reduce((sum, one) => kind.merge([sum, one]), kind.empty),
    kind.merge([kind.merge(parts.slice(0, 2).map(fold)), kind.merge(parts.slice(2).map(fold)), kind.empty]),
  ].map((cube) => JSON.stringify(cube))
  if (new Set(texts).size > 1) throw new Error(`One fold, other cubes:\n${texts.join("\n")}`)
  return JSON.parse(texts[0]!) as Cube
}
