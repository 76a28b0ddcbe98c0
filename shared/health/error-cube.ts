import { firstByName, partsByName } from "../cube/by-name.ts"
import type { CubeKind, FactRow } from "../cube/kind.ts"
import { countedNames, type KeptNames, keptFirst, summedNames } from "../cube/kept-names.ts"
import { type Instant, msOf } from "../time.ts"
import { told } from "../usage/usage-dimension.ts"
import { type ErrorTold, FINGERPRINT_VERSION, fingerprintOf } from "./fingerprint.ts"
import { withoutVariables } from "./variable-parts.ts"

/** What is known of the errors of one fingerprint. */
export interface ErrorGroup {
  count: number
  /** Milliseconds since 1970. */
  firstMs: number
  lastMs: number
  /** Of the last report: its type, and its message with variable parts taken out, both cut short. */
  type: string
  message: string
  /** Reports by version; the `VERSIONS_MAX` most frequent are kept apart. */
  versions: KeptNames
  /** Opaque ids of accounts that it happened to, in order; with `ACCOUNTS_MAX` of them there may be more. */
  accounts: readonly string[]
}

/** Errors by fingerprint; `other` counts the reports of those beyond the `GROUPS_MAX` most frequent. */
export interface Errors {
  count: number
  groups: Readonly<Record<string, ErrorGroup>>
  other: number
}
interface Body {
  data: ErrorTold & { account?: string | null; version?: string | null }
}

export const GROUPS_MAX = 1_000
export const VERSIONS_MAX = 20
export const ACCOUNTS_MAX = 100
const TEXT_MAX = 200

function fold(facts: readonly FactRow<Body>[]): Errors {
  const known = new Map<string, string>()
  const groups = Map.groupBy(facts, ({ body: { data } }) => {
    const { type, message, stack, fingerprint } = data
    const said = JSON.stringify([type, message, stack, fingerprint])
    const found = known.get(said) ?? fingerprintOf(data)
    known.set(said, found)
    return found
  })
  return capped(facts.length, new Map([...groups].map(([name, some]) => [name, groupOf(some)])))
}

function groupOf(facts: readonly FactRow<Body>[]): ErrorGroup {
  const all = facts.map(({ body }) => body.data)
  return {
    count: facts.length,
    ...lastOf(facts.map(({ at, body }) => saidOf(at, body.data))),
    firstMs: facts.reduce((first, { at }) => Math.min(first, msOf(at)), msOf(facts[0]!.at)),
    versions: keptFirst(countedNames(all.map(({ version }) => told(version))), 1, VERSIONS_MAX),
    accounts: some(all.flatMap(({ account }) => account || [])),
  }
}

type Said = Pick<ErrorGroup, "lastMs" | "type" | "message">
const saidOf = (at: Instant, { type, message }: ErrorTold): Said => ({
  lastMs: msOf(at),
  type: type.slice(0, TEXT_MAX),
  message: withoutVariables(message ?? "").slice(0, TEXT_MAX),
})
/** The newest; of one instant the greater text, so that no order decides. */
const lastOf = (all: readonly Said[]): Said => {
  const textOf = ({ type, message }: Said) => JSON.stringify([type, message])
  const { lastMs, type, message } = all.reduce((last, one) =>
    one.lastMs > last.lastMs || (one.lastMs === last.lastMs && textOf(one) > textOf(last)) ? one : last,
  )
  return { lastMs, type, message }
}
/** The first of them by their ids: whatever was left out on the way stays left out. */
const some = (accounts: Iterable<string>): string[] => [...new Set(accounts)].sort().slice(0, ACCOUNTS_MAX)

const mergeGroups = (parts: readonly ErrorGroup[]): ErrorGroup => ({
  count: parts.reduce((sum, { count }) => sum + count, 0),
  ...lastOf(parts),
  firstMs: Math.min(...parts.map(({ firstMs }) => firstMs)),
  versions: keptFirst(summedNames(parts.map(({ versions }) => versions)), 1, VERSIONS_MAX),
  accounts: some(parts.flatMap(({ accounts }) => accounts)),
})

const merge = (cubes: readonly Errors[]): Errors =>
  capped(
    cubes.reduce((sum, { count }) => sum + count, 0),
    new Map([...partsByName(cubes.map(({ groups }) => groups))].map(([name, parts]) => [name, mergeGroups(parts)])),
  )

function capped(count: number, all: ReadonlyMap<string, ErrorGroup>): Errors {
  const { first: groups } = firstByName(all, (group) => group.count, GROUPS_MAX)
  return { count, groups, other: Object.values(groups).reduce((left, group) => left - group.count, count) }
}

/** Error reports by fingerprint: of an organization from the minute up, of the platform from the hour up, in lanes. */
export const errorCube: CubeKind<Body, Errors> = {
  name: "errors",
  version: FINGERPRINT_VERSION,
  levels: ["minute", "quarter", "hour", "day", "month"],
  families: ["error"],
  facts: "segments",
  clock: "business",
  lanes: 16,
  empty: { count: 0, groups: {}, other: 0 },
  fold,
  merge,
}
