import { listOutbox } from "#shared/contract/outbox.ts"
import { machineNow } from "../runtime/clock.ts"
import { envOr } from "../runtime/env.ts"
import type { Ground } from "../table/ground.ts"
import { listMails } from "../table/list-mails.ts"
import { topicVersion } from "../table/topic.ts"
import { type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { route } from "./route.ts"

const TOPIC = "outbox"

export const outboxRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listOutbox, async ({ limit, cursor }, { caller }) => {
    const binding = { personId: caller.personId, list: TOPIC, filter: {} }
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as string) : undefined
    const version = await topicVersion(ground.db, TOPIC)
    const asOf = machineNow()
    const { items, before } = await listMails(ground.db, asOf, limit, from)
    return {
      items,
      nextCursor: before === undefined ? null : signCursor(secret, before, binding),
      isSandbox: envOr("MAIL_FROM", "") === "",
      asOf,
      version,
    }
  }),
]
