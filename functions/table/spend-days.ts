import { own } from "#shared/named.ts"
import { addDays, type Day, startOfDay, type Zone } from "#shared/time.ts"
import type { SpendOfDays } from "#shared/usage/spend-verdict.ts"
import { type Usage, usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { costMicrosOf, sumsOfRow } from "#shared/usage/usage-sums.ts"
import { cubesByStart, type ReadGround } from "./cubes.ts"

/** Reads what an organization's days cost, from the first to the last, both included, up to now where one is not over; what came late is in them. */
export async function spendOfDays(
  ground: ReadGround,
  organizationId: string,
  zone: Zone,
  first: Day,
  last: Day,
): Promise<SpendOfDays> {
  const cubes = await cubesByStart(
    ground,
    usageCube,
    { scope: organizationId, zone },
    "day",
    startOfDay(first, zone),
    startOfDay(addDays(last, 1), zone),
  )
  const days = new Map([...cubes].map(([day, cube]): [Day, Usage] => [day, usageOf(cube)]))
  return (day, project) => {
    const usage = days.get(day)
    if (!usage) return 0
    return costMicrosOf(project === undefined ? usage.all : sumsOfRow(own(usage.projects.of, project) ?? []))
  }
}
