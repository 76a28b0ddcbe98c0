import { RemovalPolicy } from "aws-cdk-lib"
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb"
import type { Construct } from "constructs"
import { TABLE } from "../river.ts"

const text = (name: string) => ({ name, type: AttributeType.STRING })

/** The one table. It can be restored to any second of the last 35 days, and cannot be deleted by mistake. */
export const theTable = (scope: Construct): TableV2 =>
  new TableV2(scope, "Table", {
    partitionKey: text("pk"),
    sortKey: text("sk"),
    billing: Billing.onDemand(),
    globalSecondaryIndexes: (["gsi1", "gsi2"] as const).map((indexName) => ({
      indexName,
      partitionKey: text(TABLE[indexName].pk),
      sortKey: text(TABLE[indexName].sk),
      projectionType: ProjectionType[TABLE[indexName].projection],
    })),
    timeToLiveAttribute: TABLE.ttl,
    dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
