import { CfnOutput, Stack } from "aws-cdk-lib"
import type { TableV2 } from "aws-cdk-lib/aws-dynamodb"
import type { Bucket } from "aws-cdk-lib/aws-s3"
import type { Secret } from "aws-cdk-lib/aws-secretsmanager"
import type { Construct } from "constructs"
import { accessLogs, anchorsBucket, filesBucket } from "../constructs/buckets.ts"
import { People } from "../constructs/people.ts"
import {
  doorSecrets,
  peopleSecret,
  productSecret,
  providerKeysName,
  sessionSecrets,
  stripeSecret,
} from "../constructs/secrets.ts"
import { theTable } from "../constructs/table.ts"
import { prefixOf, type Stage } from "../stage.ts"

/** What we must never lose. Deployed rarely, deleted never. */
export class Keep extends Stack {
  readonly table: TableV2
  readonly streamArn: string
  readonly files: Bucket
  readonly anchors: Bucket
  readonly logs: Bucket
  readonly people: People
  readonly doors: Secret
  readonly stripeKey: Secret
  readonly productKey: Secret
  readonly session: Secret
  readonly handles: Secret
  /** What the names of providers' keys begin with; the console makes those secrets itself. */
  readonly providerKeys: string

  constructor(scope: Construct, stage: Stage) {
    const prefix = prefixOf(stage)
    super(scope, `${prefix}-keep`, {
      description: "Watchbill: what must never be lost (table, files, people, secrets)",
      terminationProtection: true,
    })
    this.table = theTable(this)
    this.streamArn = this.table.tableStreamArn!
    this.logs = accessLogs(this)
    this.files = filesBucket(this, this.logs)
    this.anchors = anchorsBucket(this, this.logs)
    this.people = new People(this, "People", stage)
    new CfnOutput(this, "UserPool", { value: this.people.pool.userPoolId })
    this.doors = doorSecrets(this, prefix)
    this.stripeKey = stripeSecret(this, prefix)
    this.productKey = productSecret(this, prefix)
    this.session = sessionSecrets(this, prefix)
    this.handles = peopleSecret(this, prefix)
    this.providerKeys = providerKeysName(prefix)
  }
}
