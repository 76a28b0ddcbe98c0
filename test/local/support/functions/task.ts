import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb"
import { SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn"

const client = new DynamoDBClient({})
const workflows = new SFNClient({})

/** Marks a note as done, and answers the token it was asked with; a schedule's firing is kept as a row of its own. */
export async function handler(event: { note?: string; token?: string; job?: string; scheduledAt?: string }) {
  const done = event.note ?? `${event.job} ${event.scheduledAt}`
  await client.send(
    new PutItemCommand({
      TableName: process.env["TABLE_NAME"]!,
      Item: {
        pk: { S: `done#${done}` },
        sk: { S: "it" },
        kind: { S: "done" },
        gsi1pk: { S: "done" },
        gsi1sk: { S: done },
      },
    }),
  )
  if (event.token)
    await workflows.send(new SendTaskSuccessCommand({ taskToken: event.token, output: JSON.stringify(done) }))
  return done
}
