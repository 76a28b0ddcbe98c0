import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge"
import type { DynamoDBStreamEvent } from "aws-lambda"

const bus = new EventBridgeClient({})

/** Announces each note on the bus. */
export async function handler({ Records }: DynamoDBStreamEvent) {
  for (const { dynamodb } of Records) {
    const note = dynamodb?.Keys?.["pk"]?.S
    const entry = {
      Source: "test",
      DetailType: "note.kept",
      Detail: JSON.stringify({ note }),
      EventBusName: process.env["BUS_NAME"]!,
    }
    await bus.send(new PutEventsCommand({ Entries: [entry] }))
  }
}
