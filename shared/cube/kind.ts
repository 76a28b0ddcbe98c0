import type { Day, Instant } from "../time.ts"
import type { Bucket, Level } from "./bucket.ts"

/** One fact as a fold sees it: its identity inside the bucket, its instant, and what it says. */
export interface FactRow<Body = unknown> {
  id: string
  at: Instant
  body: Body
}

/**
 * A kind of cube, declared. The engine in functions/table/fold.ts does the rest.
 * `fold` and `merge` are pure and do not care for order; `fold` gets every fact of a bucket once.
 */
export interface CubeKind<Body = unknown, Cube = unknown> {
  name: string
  /** Raised when fold or merge change their meaning: unsealed buckets are folded again. */
  version: number
  /** Finest first. Facts are folded at the first level; each further level merges the one before. */
  levels: readonly [Level, ...Level[]]
  /** Facts of these families, kept by functions/table/segment.ts or contribution.ts. */
  families: readonly string[]
  facts: "segments" | "contributions" | "registrations" | "deliveries" | "transactions"
  /** Which clock its instants are of: what the world says happens on the business clock, receipts on the machine's. */
  clock: "business" | "machine"
  /** How many lanes the platform's cube of an organization's kind has; 0 where facts are the platform's own, and where nobody reads one. */
  lanes: number
  /** The level whose cubes organizations' ledgers are charged by; unsaid, nothing is. */
  chargedBy?: Level
  empty: Cube
  fold(facts: readonly FactRow<Body>[]): Cube
  merge(cubes: readonly Cube[]): Cube
  /** Told once what all of a day adds up to and which day it is, for cubes that keep days apart inside their blocks. */
  dated?(cube: Cube, day: Day): Cube
}

/** What a bucket's parts add up to. */
export function mergeInto<Cube>(
  kind: CubeKind<never, Cube>,
  cubes: readonly Cube[],
  bucket: Pick<Bucket, "level" | "start">,
): Cube {
  const cube = kind.merge(cubes)
  return bucket.level === "day" && kind.dated ? kind.dated(cube, bucket.start) : cube
}

/** The platform's scope, and one lane of it. */
export const PLATFORM = "platform"
export const laneScope = (lane: number): string => `${PLATFORM}.${String(lane).padStart(2, "0")}`
export function laneOf(scope: string): number | undefined {
  const lane = /^platform\.(\d\d)$/.exec(scope)?.[1]
  return lane === undefined ? undefined : Number(lane)
}
/** Whether a scope is the platform's own, the whole of it or a lane. */
export const isPlatform = (scope: string): boolean => scope === PLATFORM || laneOf(scope) !== undefined

/**
 * Where facts of organizations' families stand that name no organization. It is kept as an organization's, because the
 * platform's own cubes of such a kind are made of everybody's and have no facts themselves.
 */
export const UNOWNED = `${PLATFORM}.unowned`

/** Scopes that are the console's own: no organization can be called so. */
export const isReserved = (scope: string): boolean =>
  isPlatform(scope) || [UNOWNED, "stripe", "live", "test"].includes(scope)
