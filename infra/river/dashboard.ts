import { Duration } from "aws-cdk-lib"
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2"
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  type IMetric,
  Stats,
} from "aws-cdk-lib/aws-cloudwatch"
import { Operation, type TableV2 } from "aws-cdk-lib/aws-dynamodb"
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda"
import { Construct } from "constructs"
import type { Alarms } from "../constructs/alarms.ts"
import { nameOf } from "../constructs/river-function.ts"
import { FUNCTIONS, type FunctionName } from "../functions.ts"
import { READERS, ROUTES, SCHEDULES } from "../river.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Functions } from "./functions.ts"

export interface DashboardProps {
  stage: Stage
  alarms: Alarms
  functions: Functions
  http: HttpApi
  table: TableV2
}

const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
  new GraphWidget({ title, left, right, width: 8, height: 6, period: Duration.minutes(5), liveData: true })

/** The river at a glance, from left to right as the data flows. What rings stands on top. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { stage, alarms, functions, http, table }: DashboardProps) {
    super(scope, id)
    const each = (names: Iterable<FunctionName>, metric: (lambda: Lambda, label: string) => IMetric) =>
      [...new Set(names)].map((name) => metric(functions.of(name).lambda, nameOf(FUNCTIONS[name])))
    const every = Object.keys(FUNCTIONS) as FunctionName[]
    const doors = ROUTES.map(({ to }) => to)
    const readers = READERS.map(({ to }) => to)
    new CloudWatchDashboard(this, "Dashboard", {
      dashboardName: prefixOf(stage),
      defaultInterval: Duration.hours(24),
      widgets: [
        [new AlarmStatusWidget({ title: "What rings", alarms: alarms.all, width: 24, height: 4 })],
        [
          graph(
            "Doors: calls",
            each(doors, (lambda, label) => lambda.metricInvocations({ label })),
          ),
          graph(
            "Doors: refused and broken",
            [http.metricClientError({ label: "4xx" })],
            [http.metricServerError({ label: "5xx" })],
          ),
          graph(
            "Doors: p95 in ms",
            each(doors, (lambda, label) => lambda.metricDuration({ label, statistic: Stats.p(95) })),
          ),
        ],
        [
          graph(
            "Stream: how far behind, ms",
            each(readers, (lambda, label) => lambda.metric("IteratorAge", { label, statistic: Stats.MAXIMUM })),
          ),
          graph(
            "Clock: runs",
            each(
              SCHEDULES.map(({ to }) => to),
              (lambda, label) => lambda.metricInvocations({ label }),
            ),
          ),
          graph(
            "Functions: errors",
            each(every, (lambda, label) => lambda.metricErrors({ label })),
          ),
        ],
        [
          graph(
            "Table: units used",
            [table.metricConsumedReadCapacityUnits({ label: "read" })],
            [table.metricConsumedWriteCapacityUnits({ label: "written" })],
          ),
          graph("Table: throttled", [
            table.metricThrottledRequestsForOperations({
              operations: [Operation.PUT_ITEM, Operation.UPDATE_ITEM, Operation.QUERY],
            }),
          ]),
          graph(
            "Functions: p95 in ms",
            each(every, (lambda, label) => lambda.metricDuration({ label, statistic: Stats.p(95) })),
          ),
        ],
      ],
    })
  }
}
