import {
  type _Record,
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams"
import type { Key } from "../../functions/table/db.ts"
import { rowOf } from "../../functions/table/wire.ts"
import type { StreamRecord } from "../sim/store.ts"
import { same } from "../sim/value.ts"

/** Reads the real engine's stream from its beginning, as it grows. */
export interface StreamTail {
  /** What came since the last call. */
  more(): Promise<StreamRecord[]>
}

/** Opens the stream of a table at the endpoint that the environment names. */
export async function tailStream(table: string): Promise<StreamTail> {
  const client = new DynamoDBStreamsClient({})
  const { Streams = [] } = await client.send(new ListStreamsCommand({ TableName: table }))
  const StreamArn = Streams[0]?.StreamArn
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }))
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId
  const opened = await client.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" }),
  )
  let position = opened.ShardIterator
  return {
    async more() {
      const records: StreamRecord[] = []
      for (;;) {
        const page = await client.send(new GetRecordsCommand({ ShardIterator: position, Limit: 1000 }))
        position = page.NextShardIterator
        if (!page.Records?.length) return records
        records.push(...page.Records.map(recordOf).filter(isChange))
      }
    },
  }
}

const recordOf = ({ dynamodb }: _Record): StreamRecord => ({
  sequence: dynamodb?.SequenceNumber ?? "",
  key: rowOf((dynamodb?.Keys ?? {}) as never) as Key,
  before: dynamodb?.OldImage && rowOf(dynamodb.OldImage as never),
  after: dynamodb?.NewImage && rowOf(dynamodb.NewImage as never),
})

/** DynamoDB tells nothing of a write that changed nothing; the engine does. */
const isChange = ({ before, after }: StreamRecord): boolean => !same(before, after)
