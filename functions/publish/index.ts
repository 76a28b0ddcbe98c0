import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge"
import { env } from "../runtime/env.ts"
import { postToSocket } from "../runtime/sockets.ts"
import { type Change, stream } from "../runtime/stream.ts"
import type { Db } from "../table/db.ts"
import { sdkDb } from "../table/sdk.ts"
import { bumpTopic, dropSocket, listenersOf } from "../table/topic.ts"
import { topicsOf } from "./topics.ts"

/** What a change announces on the bus, past tense; the key makes a repeat recognisable. */
export function announcementOf({
  after,
  before,
}: Change): { type: string; detail: Record<string, unknown> } | undefined {
  if (after.kind === "export" && !before && after["status"] === "requested")
    return { type: "export.requested", detail: { exportId: after["exportId"] } }
  return undefined
}

/** Announces changes on the bus, then tells open pages which topics have news: bus first, because pages also ask by themselves. */
export async function publish(
  ports: {
    db: Db
    announce(entries: readonly { type: string; detail: Record<string, unknown> }[]): Promise<void>
    post(connectionId: string, message: unknown): Promise<"sent" | "gone">
  },
  changes: readonly Change[],
): Promise<void> {
  const announcements = changes.flatMap((change) => announcementOf(change) ?? [])
  if (announcements.length > 0) await ports.announce(announcements)
  const topics = new Set(changes.flatMap(({ after }) => topicsOf(after)))
  for (const topic of topics) {
    const version = await bumpTopic(ports.db, topic)
    const listeners = await listenersOf(ports.db, topic)
    await Promise.all(
      listeners.map(async (connectionId) => {
        if ((await ports.post(connectionId, { topic, version })) === "gone") await dropSocket(ports.db, connectionId)
      }),
    )
  }
}

const db = sdkDb(env("TABLE_NAME"))
const bus = new EventBridgeClient({})

async function announce(entries: readonly { type: string; detail: Record<string, unknown> }[]): Promise<void> {
  const answer = await bus.send(
    new PutEventsCommand({
      Entries: entries.map(({ type, detail }) => ({
        EventBusName: env("BUS_NAME"),
        Source: "watchbill",
        DetailType: type,
        Detail: JSON.stringify(detail),
      })),
    }),
  )
  if (answer.FailedEntryCount) throw new Error(`${answer.FailedEntryCount} announcements were not taken by the bus`)
}

export const handler = stream(async (changes) => {
  await publish({ db, announce, post: postToSocket }, changes)
  return undefined
})
