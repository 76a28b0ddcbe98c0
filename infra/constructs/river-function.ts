import { Duration, RemovalPolicy } from "aws-cdk-lib"
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch"
import { PolicyDocument, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam"
import {
  Architecture,
  type Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from "aws-cdk-lib/aws-lambda"
import { FilterPattern, LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs"
import type { Queue } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import type { FunctionSpec } from "../functions.ts"
import { prefixOf, type Stage } from "../stage.ts"
import { acknowledge, acknowledgePattern } from "./acknowledge.ts"
import { type Alarms, PERIOD } from "./alarms.ts"
import { type Allowed, allow } from "./grants.ts"

export interface RiverFunctionProps {
  spec: FunctionSpec
  /** The one folder of all bundles. */
  code: Code
  /** Everything it may do beyond its own log and traces, and what it is told for that. */
  allowed: Allowed
  /** Whether its work comes back by itself after a failure; then one failure is no news yet. */
  comesBack: boolean
  /** Where a call that nobody waits for ends when it failed three times. */
  deadLetters?: Queue | undefined
  stage: Stage
  alarms: Alarms
}

/** A call without a waiting caller is tried again twice within an hour; later it would do more harm than good. */
const ASYNC_RETRIES = 2
const ASYNC_LIFE = Duration.hours(1)

/** `ingest/stripe` → `ingest-stripe`, `project/index` → `project`. */
export const nameOf = ({ code }: Pick<FunctionSpec, "code">): string =>
  code.replace(/\/index$/, "").replaceAll("/", "-")

/** The one way to make a function: its own role, its own log, one alarm that says what a person notices. */
export class RiverFunction extends Construct {
  readonly lambda: Lambda
  readonly log: LogGroup

  constructor(scope: Construct, id: string, props: RiverFunctionProps) {
    super(scope, id)
    const { spec, stage, alarms, deadLetters, allowed } = props
    const name = nameOf(spec)
    const functionName = `${prefixOf(stage)}-${name}`
    this.log = new LogGroup(this, "Log", {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
      description: `Watchbill ${spec.code}`,
      inlinePolicies: {
        river: new PolicyDocument({
          statements: [
            allow(["logs:CreateLogStream", "logs:PutLogEvents"], this.log.logGroupArn),
            allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"),
            ...(deadLetters ? [allow(["sqs:SendMessage"], deadLetters.queueArn)] : []),
            ...allowed.statements,
          ],
        }),
      },
    })
    this.lambda = new Lambda(this, "Function", {
      functionName,
      description: `Watchbill ${spec.code}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.code,
      handler: `${spec.code}.handler`,
      memorySize: spec.memoryMb,
      timeout: Duration.seconds(spec.timeoutSeconds),
      ...(spec.concurrency && stage.reserveConcurrency ? { reservedConcurrentExecutions: spec.concurrency } : {}),
      ...(deadLetters ? { deadLetterQueue: deadLetters, retryAttempts: ASYNC_RETRIES, maxEventAge: ASYNC_LIFE } : {}),
      // What a function may do is said above and nowhere else; constructs that take it cannot add to it.
      role: role.withoutPolicyUpdates(),
      environment: { NODE_OPTIONS: "--enable-source-maps", ...allowed.environment },
      loggingFormat: LoggingFormat.JSON,
      systemLogLevelV2: SystemLogLevel.WARN,
      logGroup: this.log,
      tracing: Tracing.ACTIVE,
    })
    alarms.on({
      name: `${name}-failing`,
      whenItFails: spec.whenItFails,
      metric: this.failures(functionName),
      threshold: 1,
      periods: props.comesBack ? 2 : 1,
    })
    for (const { resource, reason } of allowed.patterns ?? []) acknowledgePattern(role, resource, reason)
    acknowledge(role, "IAM5[Resource::*]", "X-Ray takes traces for the whole account only; it knows no resources.")
  }

  /** Calls that threw or timed out, and errors it answered for and wrote to its log. */
  private failures(functionName: string) {
    const logged = this.log.addMetricFilter("Logged", {
      filterName: "errors",
      filterPattern: FilterPattern.stringValue("$.level", "=", "ERROR"),
      metricNamespace: "Watchbill",
      metricName: `${functionName}-errors`,
      metricValue: "1",
    })
    return new MathExpression({
      expression: "FILL(thrown, 0) + FILL(logged, 0)",
      usingMetrics: {
        thrown: this.lambda.metricErrors({ period: PERIOD, statistic: "Sum" }),
        logged: logged.metric({ period: PERIOD, statistic: "Sum" }),
      },
      period: PERIOD,
      label: "failures",
    })
  }
}
