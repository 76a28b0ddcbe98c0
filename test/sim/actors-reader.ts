import type { CubeKind } from "#shared/cube/kind.ts"
import { instant, MINUTE_MS } from "#shared/time.ts"
import { cubesBetween } from "../../functions/table/cubes.ts"
import { groundOf, type Surroundings } from "./ground.ts"
import type { Simulation } from "./schedule.ts"
import type { Truth } from "./telemetry-truth.ts"
import { Broken } from "./world.ts"

const PAUSE_MS_MIN = 20_000
const PAUSE_MS_MAX = 240 * MINUTE_MS

/** I11: somebody reads one total again and again; while facts only arrive, no figure of it ever falls. */
export function startReader(
  simulation: Simulation,
  around: Surroundings,
  truth: Truth,
  { scope, fromMs, toMs }: { scope: string; fromMs: number; toMs: number },
  stillTrue: () => boolean,
): void {
  simulation.start(
    `reader of ${scope}`,
    async (reader) => {
      const ground = groundOf(reader, around)
      const kind = ground.kinds.get(truth.kind) as unknown as CubeKind<never, unknown>
      let before: Record<string, number> = {}
      while (reader.nowMs() < toMs) {
        await reader.sleep(reader.random.span(PAUSE_MS_MIN, PAUSE_MS_MAX))
        const zone = around.zoneOf(scope)
        const pieces = await cubesBetween(ground, kind, { scope, zone }, instant(fromMs), instant(toMs))
        const now = truth.said(kind.merge(pieces) as never)
        if (!stillTrue()) return
        for (const [name, count] of Object.entries(before))
          if ((now[name] ?? 0) < count && !truth.mayFall?.(name))
            throw new Broken(
              "I11",
              `${name} of ${scope} fell from ${count} to ${now[name] ?? 0} at ${instant(reader.nowMs())}`,
            )
        before = now
      }
    },
    { steady: true, watcher: true },
  )
}
