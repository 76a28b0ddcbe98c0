import { Aws, Duration } from "aws-cdk-lib"
import { PolicyDocument, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam"
import { CfnSchedule, CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler"
import { Construct } from "constructs"
import type { Alarms } from "../constructs/alarms.ts"
import { allow } from "../constructs/grants.ts"
import { nameOf } from "../constructs/river-function.ts"
import { FUNCTIONS } from "../functions.ts"
import { SCHEDULES } from "../river.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Functions } from "./functions.ts"

/** A run that could not begin for so long is left to the next one. */
const LATEST_SECONDS = 15 * 60
const RETRIES = 3
const SILENCE = Duration.minutes(15)

/** 2. Everything that begins because it is time. A run's id is its scheduled time, so a run that comes twice counts once. */
export class Clock extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, functions, alarms }: { stage: Stage; functions: Functions; alarms: Alarms },
  ) {
    super(scope, id)
    const targets = [...new Set(SCHEDULES.map(({ to }) => to))].map((to) => functions.of(to).lambda)
    const queue = functions.queue("schedules")
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        clock: new PolicyDocument({
          statements: [
            allow(["lambda:InvokeFunction"], ...targets.map(({ functionArn }) => functionArn)),
            allow(["sqs:SendMessage"], queue.queueArn),
          ],
        }),
      },
    })
    const group = new CfnScheduleGroup(this, "Group", { name: prefixOf(stage) })
    for (const { name, expression, zone, to, job } of SCHEDULES) {
      new CfnSchedule(this, name, {
        name: `${prefixOf(stage)}-${name}`,
        groupName: group.ref,
        scheduleExpression: expression,
        scheduleExpressionTimezone: zone,
        flexibleTimeWindow: { mode: "OFF" },
        target: {
          arn: functions.of(to).lambda.functionArn,
          roleArn: role.roleArn,
          input: JSON.stringify({ job, scheduledAt: "<aws.scheduler.scheduled-time>" }),
          retryPolicy: { maximumRetryAttempts: RETRIES, maximumEventAgeInSeconds: LATEST_SECONDS },
          deadLetterConfig: { arn: queue.queueArn },
        },
      })
    }
    this.listen(functions, alarms)
  }

  /** A clock that stopped raises no error, so its silence rings. Only what should run every minute is listened to. */
  private listen(functions: Functions, alarms: Alarms) {
    const everyMinute = SCHEDULES.filter(({ expression }) => expression === "rate(1 minute)").map(({ to }) => to)
    for (const to of new Set(everyMinute)) {
      alarms.on({
        name: `${nameOf(FUNCTIONS[to])}-silent`,
        whenItFails: `It has not run for ${SILENCE.toMinutes()} minutes although it should run every minute. ${FUNCTIONS[to].whenItFails}`,
        metric: functions.of(to).lambda.metricInvocations({ period: SILENCE, statistic: "Sum" }),
        threshold: 0,
        whenBelow: true,
      })
    }
  }
}
