import { activityCube } from "../account/activity-cube.ts"
import { deliveriesCube } from "../account/deliveries-cube.ts"
import { presenceCube } from "../account/presence-cube.ts"
import { recordsCube } from "../account/records-cube.ts"
import { signupsCube } from "../account/signups-cube.ts"
import { componentCube } from "../health/component-cube.ts"
import { errorCube } from "../health/error-cube.ts"
import { logCube } from "../health/log-cube.ts"
import { transactionsCube } from "../payments/transactions-cube.ts"
import { revenueCube } from "../revenue/day-cube.ts"
import { sentCube } from "../revenue/sent-cube.ts"
import { generationCube } from "../usage/generation-cube.ts"
import { sessionCube } from "../usage/session-cube.ts"
import { usageCube } from "../usage/usage-cube.ts"
import type { CubeKind } from "./kind.ts"

/** Every kind of cube the engine keeps. */
export const CUBE_KINDS: ReadonlyMap<string, CubeKind> = new Map(
  [
    signupsCube,
    presenceCube,
    recordsCube,
    activityCube,
    usageCube,
    sessionCube,
    generationCube,
    componentCube,
    errorCube,
    logCube,
    deliveriesCube,
    revenueCube,
    sentCube,
    transactionsCube,
  ].map((kind) => [kind.name, kind as unknown as CubeKind]),
)
