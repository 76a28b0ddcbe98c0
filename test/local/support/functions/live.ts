import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb"

const client = new DynamoDBClient({})

interface SocketEvent {
  body?: string
  queryStringParameters?: Record<string, string>
  requestContext: { routeKey: string; connectionId: string }
}

/** Lets in who has the right ticket, sends each message back through the management API, and notes who left. */
export async function handler({ body, queryStringParameters, requestContext }: SocketEvent) {
  if (requestContext.routeKey === "$connect")
    return { statusCode: queryStringParameters?.["ticket"] === "right" ? 200 : 401 }
  if (requestContext.routeKey === "$default") {
    const url = `${process.env["SOCKET_ENDPOINT"]}/@connections/${encodeURIComponent(requestContext.connectionId)}`
    await fetch(url, { method: "POST", body: `back: ${body}` })
  }
  if (requestContext.routeKey === "$disconnect") {
    const Item = { pk: { S: "left" }, sk: { S: "it" }, gsi1pk: { S: "done" }, gsi1sk: { S: "left" } }
    await client.send(new PutItemCommand({ TableName: process.env["TABLE_NAME"]!, Item }))
  }
  return { statusCode: 200 }
}
