import type { AttributeValue } from "@aws-sdk/client-dynamodb"
import { unmarshall } from "@aws-sdk/util-dynamodb"
import middy from "@middy/core"
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from "aws-lambda"
import type { Row } from "../table/db.ts"
import { logger } from "./logger.ts"

/** One change of the table, as the stream tells it. */
export interface Change {
  sequence: string
  after: Row
  before: Row | undefined
}

/** Stream events are JSON, so bytes come as base64 at the top level of a row; we keep none deeper. */
const rowOf = (image: Record<string, unknown>): Row => {
  const decoded = Object.entries(image).map(([field, value]) => {
    const bytes = (value as { B?: unknown }).B
    return [field, typeof bytes === "string" ? { B: new Uint8Array(Buffer.from(bytes, "base64")) } : value] as const
  })
  return unmarshall(Object.fromEntries(decoded) as Record<string, AttributeValue>) as Row
}

/** The inserts and changes of a stream event, in order. */
export const changesOf = (event: DynamoDBStreamEvent): Change[] =>
  event.Records.flatMap(({ dynamodb }) =>
    dynamodb?.NewImage
      ? [
          {
            sequence: dynamodb.SequenceNumber ?? "",
            after: rowOf(dynamodb.NewImage),
            before: dynamodb.OldImage ? rowOf(dynamodb.OldImage) : undefined,
          },
        ]
      : [],
  )

/**
 * Wraps every function fed by the table's stream. A batch comes in order, at least once.
 * `apply` answers the sequence number to start again from, or nothing when the whole batch is done.
 */
export const stream = (apply: (changes: Change[]) => Promise<string | undefined>) =>
  middy(async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    try {
      const failedAt = await apply(changesOf(event))
      return { batchItemFailures: failedAt ? [{ itemIdentifier: failedAt }] : [] }
    } catch (error) {
      logger.error("batch failed", { error })
      throw error
    }
  })
