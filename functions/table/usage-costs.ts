import type { UsageCube } from "#shared/usage/usage-text.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { costMicrosOf } from "#shared/usage/usage-sums.ts"
import { type CubeRow, cubeKey } from "./bucket.ts"
import { cubeOf } from "./cube-file.ts"
import type { FoldGround } from "./fold.ts"

/** What each hour of an organization's usage costs by its cube as it stands, strongly, in micro-dollars; 0 where there is none. */
export async function costsOfHours(
  ground: Pick<FoldGround, "db" | "files">,
  scope: string,
  hours: readonly string[],
): Promise<Record<string, number>> {
  const rows = await ground.db.getMany(
    hours.map((start) => cubeKey({ kind: usageCube.name, scope, level: "hour", zone: "", start })),
    { strong: true },
  )
  const costs: Record<string, number> = Object.fromEntries(hours.map((hour) => [hour, 0]))
  for (const row of rows) {
    const { all } = usageOf((await cubeOf(ground, row as CubeRow)) as UsageCube)
    costs[row.sk.slice(0, -2)] = costMicrosOf(all)
  }
  return costs
}
