import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge"
import { env } from "../runtime/env.ts"
import { logger } from "../runtime/logger.ts"
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
  if (after.kind === "reconciliation" && !before && after["status"] === "requested")
    return { type: "reconciliation.requested", detail: { reconciliationId: after["reconciliationId"] } }
  if ((after.kind === "paymentWanted" || after.kind === "customerWanted") && after["attempts"] === 0)
    return { type: "stripe.wanted", detail: { provider: "stripe" } }
  if (after.kind === "failedInvoice" && after["asked"] === undefined)
    return { type: "stripe.wanted", detail: { provider: "stripe" } }
  if (after.kind === "stripeCommand" && !before) return { type: "stripe.commanded", detail: { provider: "stripe" } }
  if (after.kind === "mail" && !before) return { type: "mail.wanted", detail: {} }
  if (after.kind === "productUsage" && !before) return { type: "productUsage.wanted", detail: {} }
  if (after.kind === "spendRaised" && !before)
    return {
      type: "spendAlert.raised",
      detail: { organizationId: after["organizationId"], ...(after["raised"] as object), currency: "usd" },
    }
  if (after.kind === "disputeAlert" && !before)
    return { type: "dispute.alerted", detail: { ...(after["alert"] as object) } }
  return undefined
}

interface Ports {
  db: Db
  announce(entries: readonly { type: string; detail: Record<string, unknown> }[]): Promise<void>
  post(connectionId: string, message: unknown): Promise<"sent" | "gone">
}

/** What would be said twice in one breath is said once. */
const distinct = <Said>(all: readonly Said[]): Said[] => [
  ...new Map(all.map((one) => [JSON.stringify(one), one])).values(),
]

/** The bus takes so many at once. */
const ENTRIES_MAX = 10

/**
 * Announces changes on the bus, then tells open pages which topics have news. The bus and the versions must be written; that a
 * page hears of them at once is a courtesy, for it also asks by itself.
 */
export async function publish(ports: Ports, changes: readonly Change[]): Promise<void> {
  const announcements = distinct(changes.flatMap((change) => announcementOf(change) ?? []))
  for (let at = 0; at < announcements.length; at += ENTRIES_MAX)
    await ports.announce(announcements.slice(at, at + ENTRIES_MAX))
  const topics = [...new Set(changes.flatMap(({ after }) => topicsOf(after)))]
  const news = await Promise.all(topics.map(async (topic) => ({ topic, version: await bumpTopic(ports.db, topic) })))
  await Promise.all(news.map((one) => tell(ports, one)))
}

/** Tells everybody who listens, all at once: nobody waits for, or goes without, because of somebody else's connection. */
async function tell({ db, post }: Ports, news: { topic: string; version: number }): Promise<void> {
  const failed = (error: unknown) => logger.warn("listeners not told", { error, topic: news.topic })
  const listeners = await listenersOf(db, news.topic).catch((error: unknown) => {
    failed(error)
    return []
  })
  await Promise.all(
    listeners.map(async (connectionId) => {
      try {
        if ((await post(connectionId, news)) === "gone") await dropSocket(db, connectionId)
      } catch (error) {
        failed(error)
      }
    }),
  )
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
