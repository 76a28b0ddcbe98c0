import { Aws, Duration } from "aws-cdk-lib"
import { CfnRule, EventBus } from "aws-cdk-lib/aws-events"
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam"
import { Construct } from "constructs"
import { allow } from "../constructs/grants.ts"
import { RULES } from "../river.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Functions } from "./functions.ts"
import type { Workflows } from "./workflows.ts"

/** As long as EventBridge tries: a day to repair what it cannot reach. */
const RETRY = { maximumEventAgeInSeconds: Duration.days(1).toSeconds(), maximumRetryAttempts: 185 }

/** 4. Where announcements are made, ours and the product's. */
export const theBus = (scope: Construct, stage: Stage): EventBus =>
  new EventBus(scope, "Bus", {
    eventBusName: prefixOf(stage),
    description: "Watchbill: what happened, in the past tense",
  })

/** 4. What an announcement sets going. */
export class Rules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { stage, bus, functions, workflows }: { stage: Stage; bus: EventBus; functions: Functions; workflows: Workflows },
  ) {
    super(scope, id)
    for (const { name, partner, pattern, to } of RULES) {
      const busName = partner ? stage.stripeEventBus : bus.eventBusName
      if (busName === undefined) continue
      const queue = functions.queue(name)
      const rule = new CfnRule(this, name, {
        name: `${prefixOf(stage)}-${name}`,
        eventBusName: busName,
        eventPattern: pattern,
        state: "ENABLED",
        targets: [
          {
            id: "target",
            deadLetterConfig: { arn: queue.queueArn },
            retryPolicy: RETRY,
            ...("workflow" in to
              ? {
                  arn: workflows.of(to.workflow).stateMachineArn,
                  roleArn: this.starter(name, workflows.of(to.workflow).stateMachineArn).roleArn,
                }
              : { arn: functions.of(to.function).lambda.functionArn }),
          },
        ],
      })
      const events = new ServicePrincipal("events.amazonaws.com")
      if ("function" in to) {
        functions.of(to.function).lambda.addPermission(name, { principal: events, sourceArn: rule.attrArn })
      }
      queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [events],
          actions: ["sqs:SendMessage"],
          resources: [queue.queueArn],
          conditions: { ArnEquals: { "aws:SourceArn": rule.attrArn } },
        }),
      )
    }
  }

  private starter(name: string, workflowArn: string): Role {
    return new Role(this, `${name}Role`, {
      assumedBy: new ServicePrincipal("events.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: { start: new PolicyDocument({ statements: [allow(["states:StartExecution"], workflowArn)] }) },
    })
  }
}
