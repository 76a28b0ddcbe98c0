import type { APIGatewayProxyResultV2, APIGatewayProxyWebsocketEventV2 } from "aws-lambda"
import * as z from "zod/mini"
import { msOf } from "#shared/time.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { env } from "../runtime/env.ts"
import { postToSocket } from "../runtime/sockets.ts"
import { task } from "../runtime/task.ts"
import { personById } from "../table/person.ts"
import { signedDb } from "../table/signed.ts"
import { takeOnce } from "../table/ticket.ts"
import { dropSocket, keepSocket, listen, SOCKET_LIFE_SECONDS, topicVersions } from "../table/topic.ts"
import { mayListen } from "./may-listen.ts"

const Message = z.object({ subscribe: z.array(z.string().check(z.maxLength(120))).check(z.maxLength(20)) })

type SocketEvent = APIGatewayProxyWebsocketEventV2 & { queryStringParameters?: Record<string, string> }

const db = signedDb(env("TABLE_NAME"))
const ttl = () => Math.ceil(msOf(machineNow()) / 1_000) + SOCKET_LIFE_SECONDS
const answer = (statusCode: number): APIGatewayProxyResultV2 => ({ statusCode })

async function complain(connectionId: string, problem: string) {
  await postToSocket(connectionId, { problem })
  return answer(400)
}

/** Lets a socket in against its single-use ticket. */
async function connect({ requestContext, queryStringParameters }: SocketEvent) {
  const ticket = queryStringParameters?.["ticket"] ?? ""
  const held = await takeOnce(db, "liveTicket", sha256Hex(ticket), machineNow())
  if (!held) return answer(401)
  await keepSocket(db, requestContext.connectionId, String(held["personId"]), machineNow(), ttl())
  return answer(200)
}

/** Notes what a socket listens to, and tells it where those topics stand now. */
async function subscribe({ requestContext, body }: SocketEvent) {
  const asked = Message.safeParse(parsed(body))
  if (!asked.success) return complain(requestContext.connectionId, 'Send {"subscribe": [topics]}')
  const socket = await db.get({ pk: `socket#${requestContext.connectionId}`, sk: "connection" })
  const person = socket && (await personById(db, String(socket["personId"])))
  if (!person) return complain(requestContext.connectionId, "This socket is not known; open a new one")
  const who = { staffRole: person.staffRole ?? null, memberships: person.memberships }
  const topics = asked.data.subscribe.filter((topic) => mayListen(who, topic))
  await listen(db, requestContext.connectionId, topics, ttl())
  await postToSocket(requestContext.connectionId, { topics: await topicVersions(db, topics) })
  return answer(200)
}

const parsed = (body: string | undefined): unknown => {
  try {
    return JSON.parse(body ?? "")
  } catch {
    return undefined
  }
}

/** The live socket: who listens to what. What happened is told by functions/publish. */
export const handler = task(async (event: SocketEvent) => {
  const { routeKey, connectionId } = event.requestContext
  if (routeKey === "$connect") return connect(event)
  if (routeKey === "$disconnect") {
    await dropSocket(db, connectionId)
    return answer(200)
  }
  return subscribe(event)
})
