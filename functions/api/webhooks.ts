import { isWithin } from "#shared/contract/time-filter.ts"
import { listDeliveries, readDelivery, replayDelivery } from "#shared/contract/webhooks.ts"
import { maskPayload } from "#shared/directory/mask-payload.ts"
import { Refusal } from "#shared/refusal.ts"
import { DAY_MS, instant, msOf } from "#shared/time.ts"
import { dueNow, machineNow } from "../runtime/clock.ts"
import { audited } from "../table/audit-entry.ts"
import { BODY_LIFE_DAYS, type DeliveryRow, deliveryKey, dueAgain, unpackBody } from "../table/delivery.ts"
import { deliveryState } from "../table/delivery-state.ts"
import type { Ground } from "../table/ground.ts"
import {
  deliveriesWithin,
  listDeliveries as deliveriesFeed,
  deliveryMatches,
  deliveryOf,
  waitingDeliveries,
  waitingDelivery,
} from "../table/list-deliveries.ts"
import { topicVersion } from "../table/topic.ts"
import type { FeedPlace } from "../table/walk-back.ts"
import { type CursorSecret, feedBinding, readCursor, signCursor } from "./cursor.ts"
import { noteOf } from "./note.ts"
import { route } from "./route.ts"

export const webhookRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listDeliveries, async ({ limit, cursor, ...filter }, { caller }) => {
    const binding = feedBinding(caller.personId, "webhooks", filter)
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as FeedPlace) : undefined
    const version = await topicVersion(ground.db, "webhooks")
    const [{ days, statuses }, unread] = await Promise.all([
      deliveriesWithin(ground, filter),
      waitingDeliveries(ground),
    ])
    const waiting = unread.filter(({ receivedAt }) => isWithin(filter, receivedAt))
    const page = await deliveriesFeed(ground, { filter, days, limit, from })
    const first = from ? [] : waiting.filter(deliveryMatches(filter))
    const known = new Set(page.items.map(({ deliveryId }) => deliveryId))
    const counts = { received: 0, applied: 0, ignored: 0, parked: 0, ...statuses }
    counts.received += waiting.length
    return {
      items: [...first.filter(({ deliveryId }) => !known.has(deliveryId)), ...page.items],
      nextCursor: page.next ? signCursor(secret, page.next, binding) : null,
      asOf: machineNow(),
      counts,
      scannedTo: page.scannedTo,
      version,
    }
  }),

  route(ground, readDelivery, async ({ provider, deliveryId }, { caller }) => {
    const row = await kept(ground, provider, deliveryId)
    const state = await deliveryState(ground.db, provider, deliveryId, row.receivedAt)
    const masked = caller.staffRole === "viewer"
    return {
      ...(state ? deliveryOf(state) : waitingDelivery(row)),
      payload: await payloadOf(ground, row, masked),
      payloadKeptUntil: instant(msOf(row.receivedAt) + BODY_LIFE_DAYS * DAY_MS),
      masked,
    }
  }),

  route(ground, replayDelivery, async ({ provider, deliveryId }, { caller }) => {
    const row = await kept(ground, provider, deliveryId)
    const requestedAt = machineNow()
    const note = noteOf(caller, "webhook.replayed", { kind: "delivery", id: deliveryId }, requestedAt)
    await audited(ground.db, note, [dueAgain({ pk: row.pk, sk: row.sk }, dueNow())])
    return { deliveryId, requestedAt }
  }),
]

async function kept({ db }: Ground, provider: string, deliveryId: string): Promise<DeliveryRow> {
  const row = (await db.get(deliveryKey(provider, deliveryId))) as DeliveryRow | undefined
  if (!row) throw new Refusal("missing", "There is no such delivery; bodies are kept 90 days")
  return row
}

async function payloadOf({ files }: Ground, { packed, fileKey }: DeliveryRow, masked: boolean): Promise<string | null> {
  const bytes = packed ?? (fileKey ? await files.get(fileKey) : undefined)
  if (!bytes) return null
  const text = Buffer.from(unpackBody(bytes)).toString("utf8")
  if (!masked) return text
  try {
    return JSON.stringify(maskPayload(JSON.parse(text)), null, 2)
  } catch {
    return null
  }
}
