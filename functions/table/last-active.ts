import { type Activities, activityCube } from "#shared/account/activity-cube.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import { namesOf } from "#shared/cube/kept-names.ts"
import { addDays, type Day, startOfDay, type Zone } from "#shared/time.ts"
import { type Sessions, sessionCube } from "#shared/usage/session-cube.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import type { UsageCube } from "#shared/usage/usage-text.ts"
import { cubesByStart, type ReadGround } from "./cubes.ts"

/**
 * By opaque id the last of some days, up to `today`, on which somebody's activity, session or model call was told in an
 * organization. Read from the day's cubes, which keep everybody apart.
 */
export async function lastActiveDays(
  ground: ReadGround,
  organizationId: string,
  zone: Zone,
  { today, days }: { today: Day; days: number },
): Promise<Map<string, Day>> {
  const [from, to] = [startOfDay(addDays(today, 1 - days), zone), startOfDay(addDays(today, 1), zone)]
  const last = new Map<string, Day>()
  const look = async <Cube>(kind: CubeKind<never, Cube>, peopleIn: (cube: Cube) => readonly string[]) => {
    const cubes = await cubesByStart(ground, kind, { scope: organizationId, zone }, "day", from, to)
    for (const [day, cube] of cubes) for (const id of peopleIn(cube)) if (day > (last.get(id) ?? "")) last.set(id, day)
  }
  await Promise.all([
    look(activityCube, ({ actors }: Activities) => Object.keys(namesOf(actors).of)),
    look(sessionCube, ({ people }: Sessions) => Object.keys(people)),
    look(usageCube, (cube: UsageCube) => Object.keys(usageOf(cube).users.of)),
  ])
  return last
}
