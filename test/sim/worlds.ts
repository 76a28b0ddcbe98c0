import { telemetry } from "./world-telemetry.ts"
import type { World } from "./world.ts"

/** Every world, smallest last. */
export const WORLDS: readonly World[] = [telemetry]
