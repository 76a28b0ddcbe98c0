import { type Overview, readOverview } from "#shared/contract/overview.ts"
import type { Day } from "#shared/time.ts"
import { type LiveQuery, liveQuery } from "../live-query.ts"

/** The platform's figures over the last `days`, current while the page is open; `asOf` freezes them at the end of a day. */
export const liveOverview = (ask: () => { days: number; asOf?: Day }): LiveQuery<Overview> =>
  liveQuery(readOverview, ask, { topics: ["overview"] })
