import type * as z from "zod/mini"
import {
  type Cohort,
  listMovements,
  type MovementMonth,
  type Movements,
  readMovements,
} from "#shared/contract/movements.ts"
import type { MovementRow } from "#shared/contract/overview.ts"
import { liveQuery } from "../live-query.ts"

export type { Cohort, MovementMonth, MovementRow, Movements }
/** What the list is asked for. */
export type MovementsAsked = Omit<z.input<typeof listMovements.input>, "cursor" | "limit">

/** Revenue's news are the overview's. */
const TOPICS = ["overview"]

/** MRR month by month, cohorts and lifetime value, current while the page is open. */
export const liveMovements = (ask: () => z.input<typeof readMovements.input>) =>
  liveQuery(readMovements, ask, { topics: TOPICS })

/** One page of movements, newest first. */
export const liveMovementRows = (ask: () => z.input<typeof listMovements.input>) =>
  liveQuery(listMovements, ask, { topics: TOPICS })
