import { listGenerations, readGenerationFigures } from "#shared/contract/generations.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { quantile } from "#shared/sketch.ts"
import { generationCube, generationsOf, modeAndResult } from "#shared/usage/generation-cube.ts"
import { addToDimension, type Dimension, emptyDimension } from "#shared/usage/usage-dimension.ts"
import { machineNow } from "../runtime/clock.ts"
import { cubesBetween } from "../table/cubes.ts"
import type { Ground } from "../table/ground.ts"
import type { FactPlace } from "../table/list-facts.ts"
import { listGenerationsOf, type NamelessGeneration } from "../table/list-generations.ts"
import { factsKeptFrom, keptTime } from "../table/kept-time.ts"
import { topicVersion } from "../table/topic.ts"
import type { Caller } from "./caller.ts"
import { type CursorSecret, feedBinding, readCursor, signCursor } from "./cursor.ts"
import { route } from "./route.ts"
import { namesOf, shownName } from "./user-names.ts"

const TOPIC = "generations"

export const generationRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listGenerations, async ({ limit, cursor, ...filter }, { caller }) => {
    const binding = feedBinding(caller.personId, "generations", filter)
    const secret = await cursorSecret()
    const after = cursor ? (readCursor(secret, cursor, binding) as FactPlace) : undefined
    const version = await topicVersion(ground.db, TOPIC)
    const { items, next, scannedTo } = await listGenerationsOf(ground, {
      filter,
      limit,
      after,
      masked: caller.staffRole === "viewer",
    })
    const shown = await showing(ground, filter.organizationId ?? PLATFORM, items, caller)
    return {
      items: items.map(shown),
      nextCursor: next ? signCursor(secret, next, binding) : null,
      asOf: machineNow(),
      scannedThrough: scannedTo,
      keptFrom: factsKeptFrom(ground),
      version,
    }
  }),

  route(ground, readGenerationFigures, async ({ organizationId, ...time }) => {
    const version = await topicVersion(ground.db, TOPIC)
    const scope = organizationId ?? PLATFORM
    const { from, to } = keptTime(ground, time)
    const [zone = "UTC"] = await ground.zonesOf(scope)
    const cubes = from < to ? await cubesBetween(ground, generationCube, { scope, zone }, from, to) : []
    const { generations, failed, modelMs, pairs, components } = generationsOf(generationCube.merge(cubes))
    return {
      from,
      to,
      generations,
      failed,
      successRate: generations === 0 ? null : (generations - failed) / generations,
      modelP50Ms: quantile(modelMs, 0.5),
      modelP95Ms: quantile(modelMs, 0.95),
      modes: namedBy(pairs, 0),
      results: namedBy(pairs, 1),
      components: Object.entries(components.of)
        .map(([name, [steps = 0, , bad = 0]]) => ({ name, steps, failed: bad }))
        .filter((one) => one.failed > 0)
        .sort((one, other) => other.failed - one.failed || (one.name < other.name ? -1 : 1)),
      asOf: machineNow(),
      version,
    }
  }),
]

/** Pairs of mode and result, added up by one of the two. */
function namedBy(pairs: Dimension, part: 0 | 1) {
  const sums = emptyDimension()
  for (const [pair, row] of Object.entries(pairs.of)) addToDimension(sums, modeAndResult(pair)[part], row)
  return Object.entries(sums.of)
    .map(([name, [generations = 0, failed = 0]]) => ({ name, generations, failed }))
    .sort((one, other) => other.generations - one.generations || (one.name < other.name ? -1 : 1))
}

/** Puts to each generation what events call its user, as the caller may read it. */
async function showing({ db }: Ground, scope: string, items: readonly NamelessGeneration[], caller: Caller) {
  const userIds = [...new Set(items.flatMap(({ userId }) => userId ?? []))]
  const nameOf = shownName(await namesOf(db, scope, userIds), caller)
  return (item: NamelessGeneration) => ({ ...item, user: item.userId && nameOf(item.userId) })
}
