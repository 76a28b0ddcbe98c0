import { Aws, Duration } from "aws-cdk-lib"
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch"
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions"
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam"
import { Topic } from "aws-cdk-lib/aws-sns"
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions"
import { Construct } from "constructs"
import { prefixOf, type Stage } from "../stage.ts"

export interface AlarmSpec {
  /** Kebab-case; also the heading of docs/runbook.md. */
  name: string
  /** What a person notices. An alarm that cannot say this should not wake anybody. */
  whenItFails: string
  metric: IMetric
  /** Rings at this value or beyond. */
  threshold: number
  /** Rings at or below the threshold instead: for things whose silence is the trouble. */
  whenBelow?: true
  /** So many periods in a row, one unless said. */
  periods?: number
}

/** The one way to make an alarm, and the list of them. All go to one e-mail address. */
export class Alarms extends Construct {
  readonly topic: Topic
  readonly all: Alarm[] = []
  private readonly prefix: string

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id)
    this.prefix = prefixOf(stage)
    this.topic = new Topic(this, "Topic", {
      topicName: `${this.prefix}-alarms`,
      displayName: `Watchbill ${stage.name}`,
      enforceSSL: true,
    })
    // A topic with a policy of its own loses the default one, so CloudWatch has to be let in by name.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    )
    this.topic.addSubscription(new EmailSubscription(stage.alarmEmail))
  }

  /** Rings when the metric says so; tells again when it is over. */
  on({ name, whenItFails, metric, threshold, whenBelow, periods = 1 }: AlarmSpec): Alarm {
    const alarm = new Alarm(this, name, {
      alarmName: `${this.prefix}-${name}`,
      alarmDescription: `${whenItFails} Runbook: docs/runbook.md#${name}`,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: whenBelow
        ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: whenBelow ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    })
    alarm.addAlarmAction(new SnsAction(this.topic))
    alarm.addOkAction(new SnsAction(this.topic))
    this.all.push(alarm)
    return alarm
  }
}

/** How long one look of an alarm lasts, unless it says otherwise. */
export const PERIOD = Duration.minutes(5)
