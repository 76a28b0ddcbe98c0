import { FilterPattern } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import { type Alarms, PERIOD } from "../constructs/alarms.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Functions } from "./functions.ts"

/** What the task writes to its log when it asks the product no more. */
export const GIVEN_UP_MESSAGE = "product given up"

/** 5. Questions to the product that were asked twenty times in vain, counted where the task says so. */
export class GivenUp extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, functions, alarms }: { stage: Stage; functions: Functions; alarms: Alarms },
  ) {
    super(scope, id)
    const metric = functions
      .of("askProduct")
      .log.addMetricFilter("GivenUp", {
        filterName: "given-up",
        filterPattern: FilterPattern.stringValue("$.message", "=", GIVEN_UP_MESSAGE),
        metricNamespace: "Watchbill",
        metricName: `${prefixOf(stage)}-product-given-up`,
        metricValue: "1",
      })
      .metric({ period: PERIOD, statistic: "Sum" })
    alarms.on({
      name: "product-given-up",
      whenItFails:
        "The product was asked about a dispute for ten hours and never answered as it should: the evidence lacks what it knows.",
      metric,
      threshold: 1,
    })
  }
}
