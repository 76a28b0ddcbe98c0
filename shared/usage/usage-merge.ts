import { sumUsage, wholeOf } from "./usage.ts"
import { byName, type Calls, mayHold, noCalls, type Parted, rowOfPoints, sumCalls } from "./usage-calls.ts"
import { capped } from "./usage-dimension.ts"
import type { Course, Pointed } from "./usage-points.ts"
import { costMicrosOf, rowOfSums, sumsOfRow } from "./usage-sums.ts"

/** As many projects are kept apart in one cube; of more, the calls of those that cost least are in the rest. */
export const PROJECTS_APART_MAX = 100

/** A day's quarters, and some: more come together only on the platform, whose course no page shows. */
const POINTS_MAX = 100

const costOf = ({ points }: Calls): number => costMicrosOf(sumsOfRow(rowOfPoints(points)))

/** Calls by project, with the dearest projects apart; of those that cost the same, the last by name are not. */
export function partedBy(depth: number, projects: ReadonlyMap<string, Calls>, rests: readonly Calls[]): Parted {
  const kept = (calls: Calls): Calls => ({ ...calls, ...byName((name) => capped(calls[name], name)) })
  const first = [...projects].map(([project, calls]) => ({ project, calls }))
  if (first.length > PROJECTS_APART_MAX) {
    const costs = new Map(first.map(({ project, calls }) => [project, costOf(calls)]))
    first.sort(
      (one, other) => costs.get(other.project)! - costs.get(one.project)! || (one.project < other.project ? -1 : 1),
    )
  }
  const more = first.splice(PROJECTS_APART_MAX).map(({ calls }) => calls)
  return {
    depth,
    apart: new Map(first.map(({ project, calls }) => [project, kept(calls)])),
    rest: kept(sumCalls([noCalls(), ...rests, ...more])),
    whole: null,
  }
}

/**
 * Everything that some cubes hold, in one. A project stays apart where it is so in every cube that has calls of it; in a cube of
 * several organizations none is, because it is read as a whole only.
 */
export function mergeParted(parts: readonly Parted[], courseOf: (cubes: readonly Pointed[]) => Course): Parted {
  const { depth, isOfMany, places } = courseOf(parts.map(pointed))
  const isWhole = parts.every(({ whole }) => !whole || whole.all[0] === 0)
  const points = new Set(places.flatMap((of) => [...of.values()])).size
  if (!isWhole || points > POINTS_MAX) return withoutCourse(parts, isWhole ? depth : undefined)
  const placed = parts.map((part, nth) => {
    const at = (calls: Calls): Calls => ({
      ...calls,
      points: calls.points.map((point) => ({ ...point, atMinute: places[nth]!.get(point.atMinute)! })),
    })
    return { apart: [...part.apart].map(([project, calls]) => [project, at(calls)] as const), rest: at(part.rest) }
  })
  const rests = placed.map(({ rest }) => rest)
  const projects = new Map<string, Calls>()
  for (const [project, some] of Map.groupBy(
    placed.flatMap(({ apart }) => apart),
    ([name]) => name,
  )) {
    // Points of one cube that are one from now on are put together by the sum.
    const calls = sumCalls([noCalls(), ...some.map(([, its]) => its)])
    const isTold = parts.every(({ apart, rest }) => apart.has(project) || !mayHold(rest, project))
    if (isTold && !isOfMany) projects.set(project, calls)
    else rests.push(calls)
  }
  return partedBy(depth, projects, rests)
}

function pointed({ depth, apart, rest }: Parted): Pointed {
  const minutes = [...apart.values(), rest].flatMap(({ points }) => points.map(({ atMinute }) => atMinute))
  return { depth, minutes: [...new Set(minutes)].sort((one, other) => one - other) }
}

/** The same in one, with nothing of when within it the calls were. */
function withoutCourse(parts: readonly Parted[], depth: number | undefined): Parted {
  const sum = sumUsage(parts.map(wholeOf))
  return {
    depth: depth ?? sum.depth,
    apart: new Map(),
    rest: { points: [], ...byName((name) => capped(sum[name], name)) },
    whole: { all: rowOfSums(sum.all), latency: sum.latency },
  }
}
