import type { CubeKind, FactRow } from "../cube/kind.ts"

/** Users who came and went in a bucket. */
export interface Signups {
  created: number
  deleted: number
}
interface Body {
  type: string
}

const sum = (cubes: readonly Signups[]): Signups => ({
  created: cubes.reduce((total, { created }) => total + created, 0),
  deleted: cubes.reduce((total, { deleted }) => total + deleted, 0),
})

/** Signups: one per user, at the user's createdAt. */
export const signupsCube: CubeKind<Body, Signups> = {
  name: "signups",
  version: 1,
  levels: ["quarter", "hour", "day", "month"],
  families: ["user"],
  facts: "segments",
  clock: "business",
  lanes: 0,
  empty: { created: 0, deleted: 0 },
  fold: (facts: readonly FactRow<Body>[]) => ({
    created: facts.filter(({ body }) => body.type === "user.created").length,
    deleted: facts.filter(({ body }) => body.type === "user.deleted").length,
  }),
  merge: sum,
}
