import type { CubeKind, FactRow } from "../cube/kind.ts"
import { type Instant, msOf } from "../time.ts"
import type { Contribution } from "./contribution.ts"

/** When each invoice of a day was sent, in seconds since 1970, sorted: exact for a window of any 24 hours. */
export type Sent = number[]

const sorted = (seconds: number[]): Sent => seconds.sort((one, other) => one - other)

export const sentCube: CubeKind<Contribution, Sent> = {
  name: "sent",
  version: 2,
  levels: ["day"],
  families: ["contribution"],
  facts: "contributions",
  clock: "business",
  lanes: 0,
  empty: [],
  fold: (facts: readonly FactRow<Contribution>[]) =>
    sorted(facts.flatMap(({ body }) => body.sent.map((at) => Math.floor(msOf(at) / 1_000)))),
  merge: (cubes) => sorted(cubes.flat()),
}

/** How many were sent in [from, to). */
export const sentBetween = (sent: Sent, from: Instant, to: Instant): number =>
  sent.filter((second) => second * 1_000 >= msOf(from) && second * 1_000 < msOf(to)).length
