import { FilterPattern } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import { type Alarms, PERIOD } from "../constructs/alarms.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Functions } from "./functions.ts"

/** What the watch writes to its log for each month that does not add up. */
export const BROKEN_MESSAGE = "movements do not add up"

/** 2. Months whose MRR is not what their movements come to, counted where the watch says so. */
export class BrokenMovements extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, functions, alarms }: { stage: Stage; functions: Functions; alarms: Alarms },
  ) {
    super(scope, id)
    const metric = functions.of("movements").log.addMetricFilter("Broken", {
      filterName: "broken",
      filterPattern: FilterPattern.stringValue("$.message", "=", BROKEN_MESSAGE),
      metricNamespace: "Watchbill",
      metricName: `${prefixOf(stage)}-movements-broken`,
      metricValue: "1",
    })
    alarms.on({
      name: "movements-broken",
      whenItFails:
        "A month's MRR is not what it began with and its movements come to: revenue figures are wrong by that.",
      metric: metric.metric({ period: PERIOD, statistic: "Sum" }),
      threshold: 1,
    })
  }
}
