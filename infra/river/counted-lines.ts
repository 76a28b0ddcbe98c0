import { FilterPattern } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import { type Alarms, PERIOD } from "../constructs/alarms.ts"
import type { FunctionName } from "../functions.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Functions } from "./functions.ts"

/** A line of a log that calls somebody: what it says, who writes it, and what a person notices. */
export interface CountedLine {
  /** The alarm's name. */
  alarm: string
  /** The line's message, word for word. */
  message: string
  of: readonly FunctionName[]
  whenItFails: string
}

export const COUNTED_LINES: readonly CountedLine[] = [
  {
    alarm: "deliveries-parked",
    message: "delivery parked",
    of: ["project", "close"],
    whenItFails:
      "A delivery of Stripe was given up after ten tries: the console's money differs from Stripe's until it is replayed.",
  },
  {
    alarm: "movements-broken",
    message: "movements do not add up",
    of: ["movements"],
    whenItFails:
      "A month's MRR is not what it began with and its movements come to: revenue figures are wrong by that.",
  },
  {
    alarm: "ledgers-broken",
    message: "ledger does not hold",
    of: ["ledgers"],
    whenItFails: "The credits of an organization are not what its entries, its usage or Stripe come to.",
  },
  {
    alarm: "product-given-up",
    message: "product given up",
    of: ["askProduct"],
    whenItFails:
      "The product was asked about a dispute for ten hours and never answered as it should: the evidence lacks what it knows.",
  },
]

/** Lines of the functions' logs that are counted, each with an alarm that rings at the first. */
export class CountedLines extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, functions, alarms }: { stage: Stage; functions: Functions; alarms: Alarms },
  ) {
    super(scope, id)
    for (const { alarm, message, of, whenItFails } of COUNTED_LINES) {
      const [metric] = of.map((name) =>
        functions
          .of(name)
          .log.addMetricFilter(alarm, {
            filterName: alarm,
            filterPattern: FilterPattern.stringValue("$.message", "=", message),
            metricNamespace: "Watchbill",
            metricName: `${prefixOf(stage)}-${alarm}`,
            metricValue: "1",
          })
          .metric({ period: PERIOD, statistic: "Sum" }),
      )
      alarms.on({ name: alarm, whenItFails, metric: metric!, threshold: 1 })
    }
  }
}
