import type { CubeKind, FactRow } from "../cube/kind.ts"
import { emptySketch, mergeSketches, type Sketch, sketchOf } from "../sketch.ts"
import { type Day, daysBetween, msOf } from "../time.ts"
import {
  addPulls,
  addSessions,
  durationMsOf,
  noPulls,
  noSessions,
  type PullSums,
  pullsOf,
  type SessionSums,
  type SessionTold,
  statusOf,
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
  const people = Map.groupBy(facts, ({ body }) => body.data.user || NOBODY)
  const repos = Map.groupBy(facts, ({ body }) => body.data.repo || NO_REPO)
  const pulls = noPulls()
  for (const { body } of facts) addPulls(pulls, pullsOf(body.data))
  const sums = (some: readonly FactRow<Body>[]) => summed(some.map(({ body }) => sumsOf(body.data)))
  return {
    all: sums(facts),
    pulls,
    people: sorted([...people].map(([id, some]) => [id, personOf(some, sums(some))])),
    ...capped(new Map([...repos].map(([name, some]) => [name, sums(some)])), []),
    days: [],
  }
}

function personOf(facts: readonly FactRow<Body>[], sums: SessionSums): PersonSessions {
  const told = facts.map(({ body }) => body.data)
  const newest = (some: readonly SessionTold[]) => Math.max(0, ...some.map(({ updatedAt }) => msOf(updatedAt)))
  return {
    ...sums,
    durations: sketchOf(told.map(durationMsOf).filter((ms) => ms !== undefined)),
    updatedMs: newest(told),
    activeMs: newest(told.filter((one) => statusOf(one) === "active")),
    days: [],
  }
}

function summed(some: readonly SessionSums[]): SessionSums {
  const sum = noSessions()
  for (const sums of some) addSessions(sum, sums)
  return sum
}

function merge(cubes: readonly Sessions[]): Sessions {
  const pulls = noPulls()
  for (const cube of cubes) addPulls(pulls, cube.pulls)
  const people = new Map<string, PersonSessions[]>()
  const repos = new Map<string, SessionSums>()
  for (const cube of cubes) {
    for (const [id, person] of Object.entries(cube.people)) {
      const parts = people.get(id)
      if (parts) parts.push(person)
      else people.set(id, [person])
    }
    for (const [name, sums] of Object.entries(cube.repos)) {
      const held = repos.get(name) ?? noSessions()
      addSessions(held, sums)
      repos.set(name, held)
    }
  }
  return {
    all: summed(cubes.map(({ all }) => all)),
    pulls,
    people: sorted([...people].map(([id, parts]) => [id, parts.length > 1 ? mergePerson(parts) : parts[0]!])),
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
  const some = others.filter((one) => one !== null)
  const ranked = [...repos]
  if (ranked.length <= REPOS_MAX) return { repos: sorted(ranked), otherRepos: some.length > 0 ? summed(some) : null }
  ranked.sort(([name, sums], [otherName, others]) => others.sessions - sums.sessions || (name < otherName ? -1 : 1))
  return {
    repos: sorted(ranked.slice(0, REPOS_MAX)),
    otherRepos: summed([...some, ...ranked.slice(REPOS_MAX).map(([, sums]) => sums)]),
  }
}

const sorted = <Value>(entries: [string, Value][]): Record<string, Value> =>
  Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1)))

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
