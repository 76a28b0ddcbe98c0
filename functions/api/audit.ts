import { listAccess } from "#shared/contract/access.ts"
import { listAudit, verifyAudit } from "#shared/contract/audit.ts"
import { machineNow } from "../runtime/clock.ts"
import { verifyChain } from "../table/audit-entry.ts"
import type { Ground } from "../table/ground.ts"
import { listAccess as accessFeed } from "../table/list-access.ts"
import { listAudit as auditFeed } from "../table/list-audit.ts"
import { topicVersion } from "../table/topic.ts"
import { type CursorSecret, feedBinding, readCursor, signCursor } from "./cursor.ts"
import { route } from "./route.ts"

export const auditRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listAudit, async ({ limit, cursor, ...filter }, { caller }) => {
    const binding = feedBinding(caller.personId, "audit", filter)
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as number) : undefined
    const version = await topicVersion(ground.db, "audit")
    const { items, beforeSeq } = await auditFeed(ground.db, "platform", filter, limit, from)
    return {
      items,
      nextCursor: beforeSeq === undefined ? null : signCursor(secret, beforeSeq, binding),
      asOf: machineNow(),
      version,
    }
  }),

  route(ground, listAccess, async ({ limit, cursor, ...filter }, { caller }) => {
    const binding = feedBinding(caller.personId, "access", filter)
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as string) : undefined
    const asOf = machineNow()
    const { items, before } = await accessFeed(ground.db, filter, asOf, limit, from)
    return { items, nextCursor: before === undefined ? null : signCursor(secret, before, binding), asOf }
  }),

  route(ground, verifyAudit, async () => ({ ...(await verifyChain(ground.db, "platform")), checkedAt: machineNow() })),
]
