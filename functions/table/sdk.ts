import {
  BatchGetItemCommand,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb"
import type { Db } from "./db.ts"
import { type Carry, dbOver, type Meter } from "./transport.ts"
import type { Operation } from "./wire.ts"

const COMMANDS = {
  GetItem: GetItemCommand,
  BatchGetItem: BatchGetItemCommand,
  Query: QueryCommand,
  PutItem: PutItemCommand,
  UpdateItem: UpdateItemCommand,
  DeleteItem: DeleteItemCommand,
  TransactWriteItems: TransactWriteItemsCommand,
} satisfies Record<Operation, unknown>

/** The table over the AWS SDK: for the projector and workers. Connections are kept; a call is tried 5 times at most. */
export function sdkDb(table: string, { meter }: { meter?: Meter } = {}): Db {
  const client = new DynamoDBClient({
    maxAttempts: 5,
    retryMode: "standard",
    requestHandler: {
      connectionTimeout: 1_000,
      requestTimeout: 3_000,
      throwOnRequestTimeout: true,
      httpAgent: { keepAlive: true, maxSockets: 64 },
      httpsAgent: { keepAlive: true, maxSockets: 64 },
    },
  })
  const carry = ((operation: Operation, input: never) => {
    const Command = COMMANDS[operation] as typeof GetItemCommand
    return client.send(new Command(input))
  }) as unknown as Carry
  return dbOver(table, carry, meter)
}
