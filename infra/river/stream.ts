import { Duration } from "aws-cdk-lib"
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda"
import { SqsDlq } from "aws-cdk-lib/aws-lambda-event-sources"
import { Construct } from "constructs"
import { type Alarms, PERIOD } from "../constructs/alarms.ts"
import { nameOf } from "../constructs/river-function.ts"
import { FUNCTIONS } from "../functions.ts"
import { READERS, type Reader } from "../river.ts"
import type { Functions } from "./functions.ts"

/** Rows wait longer than this only where something is stuck or far too much arrives at once. */
const BEHIND = Duration.minutes(5)

/** What a reader is woken by: inserts and changes of its kinds. Removals have no new image, so no filter lets them pass. */
export function filtersOf({ kinds, present = {}, absent = {}, begins = {} }: Filtered) {
  const isPlain = (kind: string) => !present[kind] && !absent[kind] && !begins[kind]
  const plain = kinds.filter(isPlain)
  const image = (S: readonly string[], fields: object = {}, keys: object = {}) =>
    FilterCriteria.filter({ dynamodb: { ...keys, NewImage: { kind: { S }, ...fields } } })
  const field = (name: string | undefined, rule: unknown) => (name ? { [name]: { S: rule } } : {})
  const keys = (starts: readonly string[] | undefined) =>
    starts ? { Keys: { pk: { S: starts.flatMap((start) => FilterRule.beginsWith(start)) } } } : {}
  return [
    ...(plain.length > 0 ? [image(plain)] : []),
    ...kinds
      .filter((kind) => !isPlain(kind))
      .map((kind) =>
        image(
          [kind],
          { ...field(present[kind], FilterRule.exists()), ...field(absent[kind], FilterRule.notExists()) },
          keys(begins[kind]),
        ),
      ),
  ]
}
type Filtered = Pick<Reader, "kinds" | "present" | "absent" | "begins">

/** 3 and 4. The table's stream, read by the projector and by the publisher, each at its own pace. */
export class Stream extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { streamArn, functions, alarms }: { streamArn: string; functions: Functions; alarms: Alarms },
  ) {
    super(scope, id)
    for (const reader of READERS) {
      const { to, batchSize, batchWindowSeconds, retriesMax } = reader
      const { lambda } = functions.of(to)
      new EventSourceMapping(this, to, {
        target: lambda,
        eventSourceArn: streamArn,
        // From the oldest record there is, so that nothing is missed while this stack is made anew.
        startingPosition: StartingPosition.TRIM_HORIZON,
        filters: filtersOf(reader),
        batchSize,
        maxBatchingWindow: Duration.seconds(batchWindowSeconds),
        retryAttempts: retriesMax,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(functions.queue(to)),
      })
      alarms.on({
        name: `${nameOf(FUNCTIONS[to])}-behind`,
        whenItFails: `What happens now is seen more than ${BEHIND.toMinutes()} minutes late. ${FUNCTIONS[to].whenItFails}`,
        metric: lambda.metric("IteratorAge", { period: PERIOD, statistic: "Maximum" }),
        threshold: BEHIND.toMilliseconds(),
      })
    }
  }
}
