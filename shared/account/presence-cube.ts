import type { CubeKind, FactRow } from "../cube/kind.ts"

/** Organizations with at least one activity, session or usage event in a bucket, sorted. */
export type Presence = string[]
interface Body {
  scope: string
}

const distinct = (scopes: Iterable<string>): Presence => [...new Set(scopes)].sort()

/** Who was there: counted by whole hours, because organizations register once an hour. */
export const presenceCube: CubeKind<Body, Presence> = {
  name: "presence",
  version: 1,
  levels: ["hour", "day"],
  families: ["activity", "session", "usage"],
  facts: "registrations",
  clock: "business",
  lanes: 0,
  empty: [],
  fold: (facts: readonly FactRow<Body>[]) =>
    distinct(facts.map(({ body }) => body.scope).filter((scope) => scope !== "platform")),
  merge: (cubes) => distinct(cubes.flat()),
}
