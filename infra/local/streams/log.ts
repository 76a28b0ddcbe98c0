import { LOCAL_CREDENTIALS } from "../environment.ts"

/** A record of the table's stream, exactly as a Lambda function gets it. */
export interface StreamRecord {
  eventID: string
  eventName: "INSERT" | "MODIFY" | "REMOVE"
  eventSourceARN: string
  dynamodb: {
    SequenceNumber: string
    Keys: Image
    NewImage?: Image
    OldImage?: Image
    [field: string]: unknown
  }
  [field: string]: unknown
}
export type Image = Record<string, Record<string, unknown>>

/** The table's stream, read over DynamoDB's own wire format: what comes off the wire is what a function is given. */
export interface StreamLog {
  arn: string
  /** Shards in the order they have to be read: a parent before its children. */
  shards(): Promise<string[]>
  /** The records after a sequence number, oldest first; `ended` when the shard is closed and read to its end. */
  read(shard: string, after: string | undefined, limit: number): Promise<{ records: StreamRecord[]; ended: boolean }>
}

interface Shard {
  ShardId: string
  ParentShardId?: string
}

export async function openStreamLog(url: string, tableName: string): Promise<StreamLog> {
  const ask = async <Answer>(operation: string, input: Record<string, unknown>): Promise<Answer> => {
    const response = await fetch(url, { method: "POST", headers: headersOf(operation), body: JSON.stringify(input) })
    const answer = (await response.json()) as Answer & { __type?: string; message?: string }
    if (!response.ok)
      throw Object.assign(new Error(answer.message ?? operation), { name: answer.__type?.split("#").pop() })
    return answer
  }
  const { Streams } = await ask<{ Streams: { StreamArn: string }[] }>("ListStreams", { TableName: tableName })
  const arn = Streams[0]?.StreamArn
  if (!arn) throw new Error(`The table ${tableName} has no stream.`)

  /** Where the last read of a shard ended, so that the next one need not look for its place. */
  const nextOf = new Map<string, { after: string | undefined; iterator: string }>()
  const iteratorOf = async (shard: string, after: string | undefined): Promise<string> => {
    const from = after === undefined ? {} : { SequenceNumber: after }
    const type = after === undefined ? "TRIM_HORIZON" : "AFTER_SEQUENCE_NUMBER"
    const wanted = { StreamArn: arn, ShardId: shard, ShardIteratorType: type, ...from }
    const { ShardIterator } = await ask<{ ShardIterator: string }>("GetShardIterator", wanted)
    return ShardIterator
  }
  return {
    arn,
    async shards() {
      const { StreamDescription } = await ask<{ StreamDescription: { Shards: Shard[] } }>("DescribeStream", {
        StreamArn: arn,
      })
      return parentsFirst(StreamDescription.Shards)
    },
    async read(shard, after, limit) {
      const place = nextOf.get(shard)
      const iterator = place && place.after === after ? place.iterator : await iteratorOf(shard, after)
      nextOf.delete(shard)
      const got = await ask<{ Records: StreamRecord[]; NextShardIterator?: string | null }>("GetRecords", {
        ShardIterator: iterator,
        Limit: limit,
      })
      const records = got.Records.map((record) => ({ ...record, eventSourceARN: arn }))
      const last = records.at(-1)?.dynamodb.SequenceNumber ?? after
      if (got.NextShardIterator) nextOf.set(shard, { after: last, iterator: got.NextShardIterator })
      return { records, ended: !got.NextShardIterator }
    },
  }
}

function parentsFirst(shards: Shard[]): string[] {
  const waiting = new Map(shards.map((shard) => [shard.ShardId, shard.ParentShardId]))
  const ordered: string[] = []
  while (waiting.size > 0) {
    const free = [...waiting].filter(([, parent]) => parent === undefined || !waiting.has(parent)).map(([id]) => id)
    for (const id of free.sort()) waiting.delete(id)
    ordered.push(...free)
  }
  return ordered
}

/** Local engines ask for a signature's form and do not check it. */
function headersOf(operation: string): Record<string, string> {
  const { credentials, region } = LOCAL_CREDENTIALS
  const day = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, "")
  return {
    "content-type": "application/x-amz-json-1.0",
    "x-amz-target": `DynamoDBStreams_20120810.${operation}`,
    "x-amz-date": day,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${day.slice(0, 8)}/${region}/dynamodb/aws4_request, SignedHeaders=host, Signature=00`,
  }
}
