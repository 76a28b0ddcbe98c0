import { firstByName, partsByName, recordOf } from "../cube/by-name.ts"
import type { CubeKind, FactRow } from "../cube/kind.ts"
import { emptySketch, mergeSketches, type Sketch, sketchOf } from "../sketch.ts"
import { type Day, daysBetween, type Instant, msOf } from "../time.ts"
import {
  addPulls,
  addPullsOf,
  addSessions,
  noPulls,
  noSessions,
  type PullSums,
  type SessionSums,
  type SessionTold,
  sumsOf,
} from "./session-sums.ts"

/** What is known of one person's sessions. */
export interface PersonSessions extends SessionSums {
  /** Milliseconds of ended sessions that tell how long they took. */
  durations: Sketch
  /** The newest update of all and of active ones, in milliseconds since 1970; 0 where there is none. */
  updatedMs: number
  activeMs: number
  /** Days that are over or dated: a day counted from 1970, how many sessions, the next day, and so on. A day may be told in parts. */
  days: readonly number[]
}

/** One day, or a part of it, inside a longer stretch. */
export interface DaySessions extends SessionSums {
  /** Counted from 1 January 1970. */
  day: number
}

/** What the sessions of a bucket add up to. A session belongs where it was created, and counts as its newest snapshot says. */
export interface Sessions {
  all: SessionSums
  pulls: PullSums
  /** By opaque id; "" is nobody: sessions that named no one. People are never capped. */
  people: Readonly<Record<string, PersonSessions>>
  /** By name; "" is none. */
  repos: Readonly<Record<string, SessionSums>>
  /** Repositories beyond the `REPOS_MAX` that are kept apart; null while there are no more. */
  otherRepos: SessionSums | null
  days: readonly DaySessions[]
}
interface Body {
  data: SessionTold
}

export const NOBODY = ""
export const NO_REPO = ""
export const REPOS_MAX = 1_000

export const dayNumber = (day: Day): number => daysBetween("1970-01-01", day)

const none: Sessions = { all: noSessions(), pulls: noPulls(), people: {}, repos: {}, otherRepos: null, days: [] }

function fold(facts: readonly FactRow<Body>[]): Sessions {
  const all = noSessions()
  const pulls = noPulls()
  const people = new Map<string, Told>()
  const repos = new Map<string, SessionSums>()
  for (const { body } of facts) {
    const sums = sumsOf(body.data)
    addPullsOf(pulls, body.data, sums)
    addSessions(all, sums)
    addSessions(heldIn(repos, body.data.repo || NO_REPO, noSessions), sums)
    addTo(heldIn(people, body.data.user || NOBODY, nothingTold), body.data, sums)
  }
  return {
    all,
    pulls,
    people: sorted(new Map([...people].map(([id, told]) => [id, personOf(told)]))),
    ...capped(repos, []),
    days: [],
  }
}

/** What one person's sessions of a bucket say, while they are added up. */
interface Told {
  sums: SessionSums
  durationsMs: number[]
  updatedAt: Instant | ""
  activeAt: Instant | ""
}
const nothingTold = (): Told => ({ sums: noSessions(), durationsMs: [], updatedAt: "", activeAt: "" })

function addTo(told: Told, session: SessionTold, sums: SessionSums): void {
  addSessions(told.sums, sums)
  if (sums.timed > 0) told.durationsMs.push(sums.durationMs)
  if (session.updatedAt > told.updatedAt) told.updatedAt = session.updatedAt
  if (sums.active > 0 && session.updatedAt > told.activeAt) told.activeAt = session.updatedAt
}

const personOf = ({ sums, durationsMs, updatedAt, activeAt }: Told): PersonSessions => ({
  ...sums,
  durations: sketchOf(durationsMs),
  updatedMs: updatedAt === "" ? 0 : msOf(updatedAt),
  activeMs: activeAt === "" ? 0 : msOf(activeAt),
  days: [],
})

function heldIn<Value>(map: Map<string, Value>, name: string, make: () => Value): Value {
  const known = map.get(name)
  if (known !== undefined) return known
  const made = make()
  map.set(name, made)
  return made
}

function summed(some: readonly SessionSums[]): SessionSums {
  const sum = noSessions()
  for (const sums of some) addSessions(sum, sums)
  return sum
}

function merge(cubes: readonly Sessions[]): Sessions {
  const pulls = noPulls()
  for (const cube of cubes) addPulls(pulls, cube.pulls)
  const people = partsByName(cubes.map((cube) => cube.people))
  const repos = new Map<string, SessionSums>()
  for (const cube of cubes)
    for (const [name, sums] of Object.entries(cube.repos)) addSessions(heldIn(repos, name, noSessions), sums)
  return {
    all: summed(cubes.map(({ all }) => all)),
    pulls,
    people: sorted(new Map([...people].map(([id, parts]) => [id, parts.length > 1 ? mergePerson(parts) : parts[0]!]))),
    ...capped(
      repos,
      cubes.map(({ otherRepos }) => otherRepos),
    ),
    days: cubes.flatMap(({ days }) => days),
  }
}

function mergePerson(parts: readonly PersonSessions[]): PersonSessions {
  const durations = parts.map((part) => part.durations).filter((sketch) => sketch !== emptySketch)
  return {
    ...summed(parts),
    durations: durations.length > 1 ? mergeSketches(durations) : (durations[0] ?? emptySketch),
    updatedMs: Math.max(...parts.map(({ updatedMs }) => updatedMs)),
    activeMs: Math.max(...parts.map(({ activeMs }) => activeMs)),
    days: parts.flatMap(({ days }) => days),
  }
}

/** The repositories with the most sessions, and the others as one. */
function capped(
  repos: ReadonlyMap<string, SessionSums>,
  others: readonly (SessionSums | null)[],
): Pick<Sessions, "repos" | "otherRepos"> {
  const { first, rest } = firstByName(repos, ({ sessions }) => sessions, REPOS_MAX)
  const unnamed = [...others.filter((one) => one !== null), ...rest]
  return { repos: first, otherRepos: unnamed.length > 0 ? summed(unnamed) : null }
}

const sorted = <Value>(all: ReadonlyMap<string, Value>): Record<string, Value> => recordOf(all, [...all.keys()].sort())

function dated(cube: Sessions, day: Day): Sessions {
  const nth = dayNumber(day)
  return {
    ...cube,
    people: Object.fromEntries(
      Object.entries(cube.people).map(([id, person]) => [id, { ...person, days: [nth, person.sessions] }]),
    ),
    days: cube.all.sessions === 0 ? [] : [{ ...cube.all, day: nth }],
  }
}

/** Agents' sessions for the boards: of an organization from the quarter up, of the platform from the hour up, in lanes. */
export const sessionCube: CubeKind<Body, Sessions> = {
  name: "sessions",
  version: 1,
  levels: ["quarter", "hour", "day", "days4", "days16", "days64"],
  families: ["session"],
  facts: "segments",
  clock: "business",
  lanes: 16,
  empty: none,
  fold,
  merge,
  dated,
}
