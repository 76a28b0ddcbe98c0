import { Aws, RemovalPolicy } from "aws-cdk-lib"
import { MathExpression } from "aws-cdk-lib/aws-cloudwatch"
import { PolicyDocument, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam"
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs"
import { DefinitionBody, LogLevel, StateMachine } from "aws-cdk-lib/aws-stepfunctions"
import { Construct } from "constructs"
import { acknowledge } from "../constructs/acknowledge.ts"
import { type Alarms, PERIOD } from "../constructs/alarms.ts"
import { allow } from "../constructs/grants.ts"
import type { FunctionName } from "../functions.ts"
import { WORKFLOWS } from "../river.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Workflow } from "../workflow.ts"
import type { Functions } from "./functions.ts"

/** Known before the workflow is made, so that a function can be allowed to start the workflow that calls it. */
export const workflowArn = (stage: Stage, name: string): string =>
  `arn:aws:states:${Aws.REGION}:${Aws.ACCOUNT_ID}:stateMachine:${prefixOf(stage)}-${name}`

/** The functions that a definition names as `${function}`. */
export const calledBy = ({ definition }: Pick<Workflow, "definition">): FunctionName[] => [
  ...new Set([...JSON.stringify(definition).matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name as FunctionName)),
]

/** Step Functions sets its own log deliveries up, and AWS gives these actions for the whole account only. */
const LOG_DELIVERY = [
  "logs:CreateLogDelivery",
  "logs:DeleteLogDelivery",
  "logs:DescribeLogGroups",
  "logs:DescribeResourcePolicies",
  "logs:GetLogDelivery",
  "logs:ListLogDeliveries",
  "logs:PutResourcePolicy",
  "logs:UpdateLogDelivery",
]
const TRACES = ["xray:GetSamplingRules", "xray:GetSamplingTargets", "xray:PutTelemetryRecords", "xray:PutTraceSegments"]

/** 5. What takes several steps, or longer than a function may. */
export class Workflows extends Construct {
  private readonly made = new Map<string, StateMachine>()

  constructor(scope: Construct, id: string, props: { stage: Stage; functions: Functions; alarms: Alarms }) {
    super(scope, id)
    for (const [name, workflow] of Object.entries(WORKFLOWS)) this.made.set(name, this.machine(name, workflow, props))
  }

  of(name: string): StateMachine {
    const made = this.made.get(name)
    if (!made) throw new Error(`infra/river.ts names a workflow that it does not describe: ${name}`)
    return made
  }

  private machine(
    name: string,
    workflow: Workflow,
    { stage, functions, alarms }: { stage: Stage; functions: Functions; alarms: Alarms },
  ): StateMachine {
    const called = calledBy(workflow).map((to) => [to, functions.of(to).lambda.functionArn] as const)
    const role = new Role(this, `${name}Role`, {
      assumedBy: new ServicePrincipal("states.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        workflow: new PolicyDocument({
          statements: [
            allow(["lambda:InvokeFunction"], ...called.map(([, arn]) => arn)),
            allow([...LOG_DELIVERY, ...TRACES], "*"),
          ],
        }),
      },
    })
    acknowledge(
      role,
      "IAM5[Resource::*]",
      "Log delivery and X-Ray know no resources; the functions it calls are named.",
    )
    const machine = new StateMachine(this, name, {
      stateMachineName: `${prefixOf(stage)}-${name}`,
      comment: workflow.summary,
      definitionBody: DefinitionBody.fromString(JSON.stringify(workflow.definition)),
      definitionSubstitutions: Object.fromEntries(called),
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: {
        level: LogLevel.ALL,
        includeExecutionData: false,
        destination: new LogGroup(this, `${name}Log`, {
          logGroupName: `/aws/vendedlogs/${prefixOf(stage)}/${name}`,
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
      removalPolicy: RemovalPolicy.DESTROY,
    })
    alarms.on({
      name: `workflow-${name}-failing`,
      whenItFails: workflow.whenItFails,
      metric: endedBadly(machine),
      threshold: 1,
    })
    return machine
  }
}

const endedBadly = (machine: StateMachine) =>
  new MathExpression({
    expression: "FILL(failed, 0) + FILL(late, 0) + FILL(aborted, 0)",
    usingMetrics: {
      failed: machine.metricFailed({ period: PERIOD }),
      late: machine.metricTimedOut({ period: PERIOD }),
      aborted: machine.metricAborted({ period: PERIOD }),
    },
    period: PERIOD,
    label: "ended badly",
  })
