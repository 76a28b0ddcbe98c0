import { DynamoDBClient, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb"
import type { APIGatewayProxyEventV2 } from "aws-lambda"

const client = new DynamoDBClient({ maxAttempts: 1 })
const json = (statusCode: number, body: unknown) => ({
  statusCode,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
})

/** A small door of its own: keeps notes, lists which of them came out at the other end of the river, and echoes events. */
export async function handler(event: APIGatewayProxyEventV2) {
  const TableName = process.env["TABLE_NAME"]!
  if (event.routeKey === "POST /v1/notes") {
    const pk = `note#${event.body}`
    await client.send(
      new PutItemCommand({ TableName, Item: { pk: { S: pk }, sk: { S: "note" }, kind: { S: "note" } } }),
    )
    return json(202, { kept: event.body })
  }
  if (event.routeKey === "GET /v1/notes") {
    const query = new QueryCommand({
      TableName,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :done",
      ExpressionAttributeValues: { ":done": { S: "done" } },
    })
    const { Items = [] } = await client.send(query)
    return json(200, Items.map((it) => it["gsi1sk"]?.S).sort())
  }
  if (event.routeKey === "GET /v1/fail") throw new Error("fails")
  return { ...json(200, event), cookies: ["a=1; Path=/", "b=2"] }
}
