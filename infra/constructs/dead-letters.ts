import { Duration } from "aws-cdk-lib"
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs"
import type { Construct } from "constructs"
import { prefixOf, type Stage } from "../stage.ts"
import { acknowledge } from "./acknowledge.ts"
import { type Alarms, PERIOD } from "./alarms.ts"

/** As long as SQS keeps anything: two weeks to notice, repair and send again. */
const LIFE_DAYS = 14

/** Where what could not be done waits for a person. One letter is enough to ring. */
export function deadLetters(
  scope: Construct,
  { name, whenItFails, stage, alarms }: { name: string; whenItFails: string; stage: Stage; alarms: Alarms },
): Queue {
  const queue = new Queue(scope, `${name}-dead-letters`, {
    queueName: `${prefixOf(stage)}-${name}-dead-letters`,
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(LIFE_DAYS),
  })
  acknowledge(queue, "SQS3", "This is a dead letter queue itself; its alarm rings at the first letter.")
  alarms.on({
    name: `${name}-dead-letters`,
    whenItFails,
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: PERIOD, statistic: "Maximum" }),
    threshold: 1,
  })
  return queue
}
