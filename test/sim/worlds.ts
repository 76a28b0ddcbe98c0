import { inbox } from "./world-inbox.ts"
import { telemetry } from "./world-telemetry.ts"
import type { World } from "./world.ts"

/** Every world, by what it costs, dearest first. */
export const WORLDS: readonly World[] = [telemetry, inbox]
