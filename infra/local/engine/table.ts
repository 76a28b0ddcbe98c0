import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb"
import { setTimeout as pause } from "node:timers/promises"
import type { TABLE } from "../../river.ts"
import { LOCAL_CREDENTIALS } from "../environment.ts"

const index = (
  name: string,
  it: { pk: string; sk: string; projection: "ALL" | "KEYS_ONLY" },
): GlobalSecondaryIndex => ({
  IndexName: name,
  KeySchema: [
    { AttributeName: it.pk, KeyType: "HASH" },
    { AttributeName: it.sk, KeyType: "RANGE" },
  ],
  Projection: { ProjectionType: it.projection },
})

/**
 * Makes the one table as infra/river.ts describes it; does nothing when it is there already.
 * `fresh` removes it first, which matters where somebody else's engine keeps it.
 */
export async function createTable(url: string, table: typeof TABLE, { fresh = false } = {}): Promise<void> {
  const client = new DynamoDBClient({ endpoint: url, ...LOCAL_CREDENTIALS })
  if (fresh) await dropTable(client, table.name)
  const { gsi1, gsi2 } = table
  const keys = ["pk", "sk", gsi1.pk, gsi1.sk, gsi2.pk, gsi2.sk]
  try {
    await client.send(
      new CreateTableCommand({
        TableName: table.name,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: keys.map((name) => ({ AttributeName: name, AttributeType: "S" })),
        KeySchema: [
          { AttributeName: "pk", KeyType: "HASH" },
          { AttributeName: "sk", KeyType: "RANGE" },
        ],
        GlobalSecondaryIndexes: [index("gsi1", gsi1), index("gsi2", gsi2)],
        StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
      }),
    )
    while (!(await isActive(client, table.name))) await pause(20)
    await client.send(
      new UpdateTimeToLiveCommand({
        TableName: table.name,
        TimeToLiveSpecification: { AttributeName: table.ttl, Enabled: true },
      }),
    )
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error
  } finally {
    client.destroy()
  }
}

async function dropTable(client: DynamoDBClient, name: string): Promise<void> {
  try {
    await client.send(new DeleteTableCommand({ TableName: name }))
    for (;;) {
      await client.send(new DescribeTableCommand({ TableName: name }))
      await pause(20)
    }
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
  }
}

async function isActive(client: DynamoDBClient, name: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
  return Table?.TableStatus === "ACTIVE"
}
