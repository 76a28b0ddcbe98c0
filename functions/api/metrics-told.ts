import {
  customWindow,
  levelsFor,
  type MetricsWindow,
  namedWindow,
  projectStep,
  type Step,
  wholeLevelsFor,
} from "#shared/usage/metrics-window.ts"
import { Refusal } from "#shared/refusal.ts"
import type { Instant, Zone } from "#shared/time.ts"
import { projectOf, projectSumsOf, type Usage, usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import type { UsageCube } from "#shared/usage/usage-text.ts"
import type { Ground } from "../table/ground.ts"
import { usageIn } from "../table/usage-in.ts"

interface Asked {
  window: Parameters<typeof namedWindow>[0]
  from?: Instant | undefined
  to?: Instant | undefined
}
/** The window that is asked for, as of now. Refuses one that has not begun. */
export function windowAskedFor({ window, from, to }: Asked, zone: Zone, now: Instant): MetricsWindow {
  if (!from || !to) return namedWindow(window, zone, now)
  if (from >= now)
    throw new Refusal("invalid", "This time has not begun", { where: "from", wanted: "an instant that is over" })
  return customWindow(from, to, zone, now)
}

/** What cubes tell of a stretch; not apart where they keep no more than sums of the project that was asked for. */
interface Stretch {
  parts: Usage[]
  isApart: boolean
}
/** The same of a window, in steps that its parts do not reach over, and of the one before. */
interface Told extends Stretch {
  step: Step
  before: Stretch | undefined
}

/**
 * Reads what was used in a window and the one before it, by everybody or in one project. Where more than sums of the project
 * is kept, it is told as everybody's use is, else in steps of whole cubes.
 */
export async function usageTold(
  ground: Ground,
  { organizationId, project, zone }: { organizationId: string; project: string | undefined; zone: Zone },
  window: MetricsWindow,
  before: { from: Instant; to: Instant } | undefined,
): Promise<Told> {
  const { step } = window
  const [cubes, past] = await Promise.all([
    usageIn(ground, organizationId, zone, window, levelsFor(step)),
    before && usageIn(ground, organizationId, zone, before, usageCube.levels),
  ])
  const told = { step, ...stretchOf(cubes, project), before: past && stretchOf(past, project) }
  if (told.isApart || project === undefined) return told
  const longer = projectStep(step)
  const whole = await usageIn(ground, organizationId, zone, window, wholeLevelsFor(longer))
  return { ...told, step: longer, parts: whole.map((cube) => projectSumsOf(cube, project)) }
}

function stretchOf(cubes: readonly UsageCube[], project: string | undefined): Stretch {
  if (project === undefined) return { parts: cubes.map(usageOf), isApart: true }
  const parts = cubes.flatMap((cube) => projectOf(cube, project) ?? [])
  if (parts.length === cubes.length) return { parts, isApart: true }
  return { parts: cubes.map((cube) => projectSumsOf(cube, project)), isApart: false }
}
