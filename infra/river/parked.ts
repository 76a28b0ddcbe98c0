import { FilterPattern } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import { type Alarms, PERIOD } from "../constructs/alarms.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Functions } from "./functions.ts"

/** What the projector writes to its log when it gives a delivery up. */
export const PARKED_MESSAGE = "delivery parked"

/** 3. Deliveries that were tried ten times and wait for a person, counted where the projector says so. */
export class Parked extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, functions, alarms }: { stage: Stage; functions: Functions; alarms: Alarms },
  ) {
    super(scope, id)
    const metricName = `${prefixOf(stage)}-parked`
    const [metric] = (["project", "close"] as const).map((name) =>
      functions
        .of(name)
        .log.addMetricFilter("Parked", {
          filterName: "parked",
          filterPattern: FilterPattern.stringValue("$.message", "=", PARKED_MESSAGE),
          metricNamespace: "Watchbill",
          metricName,
          metricValue: "1",
        })
        .metric({ period: PERIOD, statistic: "Sum" }),
    )
    alarms.on({
      name: "deliveries-parked",
      whenItFails:
        "A delivery of Stripe was given up after ten tries: the console's money differs from Stripe's until it is replayed.",
      metric: metric!,
      threshold: 1,
    })
  }
}
