import type { Instant, Zone } from "#shared/time.ts"
import { usageCourse, type usageCube } from "#shared/usage/usage-cube.ts"
import type { UsageCube } from "#shared/usage/usage-text.ts"
import { cubesBetween, hourFloor, type ReadGround } from "./cubes.ts"

/**
 * What lies in a stretch, from the fewest cubes of some levels. In the running hour those are minutes alone: a quarter is
 * told of its minutes only when they have been folded.
 */
export async function usageIn(
  ground: ReadGround,
  scope: string,
  zone: Zone,
  { from, to }: { from: Instant; to: Instant },
  levels: typeof usageCube.levels,
): Promise<UsageCube[]> {
  const hour = hourFloor(ground.clock.business())
  const open = to <= hour ? to : from > hour ? from : hour
  const parts = await Promise.all([
    cubesBetween(ground, { ...usageCourse, levels }, { scope, zone }, from, open),
    cubesBetween(ground, { ...usageCourse, levels: ["minute"] }, { scope, zone }, open, to),
  ])
  return parts.flat()
}
