import { listAccess } from "#shared/contract/access.ts"
import { listAudit, verifyAudit } from "#shared/contract/audit.ts"
import { machineNow } from "../runtime/clock.ts"
import { newestAnchor } from "../table/audit-anchor.ts"
import { chainOf } from "../table/audit-entry.ts"
import type { Ground } from "../table/ground.ts"
import { listAccess as accessFeed } from "../table/list-access.ts"
import { listAudit as auditFeed } from "../table/list-audit.ts"
import { topicVersion } from "../table/topic.ts"
import { beforeAnchor, type ChainPlace, verifyChain } from "../table/verify-chain.ts"
import { type CursorSecret, feedBinding, readCursor, signCursor } from "./cursor.ts"
import { route } from "./route.ts"

/** A walk ends before its caller stops waiting. */
const WALK_MS_MAX = 5_000

export const auditRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listAudit, async ({ limit, cursor, ...filter }, { caller }) => {
    const binding = feedBinding(caller.personId, "audit", filter)
    const secret = await cursorSecret()
    const from = cursor ? (readCursor(secret, cursor, binding) as number) : undefined
    const version = await topicVersion(ground.db, "audit")
    const { items, beforeSeq } = await auditFeed(ground.db, filter, limit, from)
    return {
      items,
      nextCursor: beforeSeq === undefined ? null : signCursor(secret, beforeSeq, binding),
      asOf: machineNow(),
      version,
    }
  }),

  route(ground, verifyAudit, async ({ from, cursor, organizationId }, { caller }) => {
    const binding = { personId: caller.personId, list: "audit chain", filter: { from, organizationId } }
    const scope = chainOf({ organizationId })
    const secret = await cursorSecret()
    const endsAt = Date.now() + WALK_MS_MAX
    const anchor = await newestAnchor(ground.db, scope)
    const { db } = ground
    const start = async () => (from === "anchor" ? beforeAnchor(db, scope, anchor) : undefined)
    const after = cursor ? (readCursor(secret, cursor, binding) as ChainPlace) : await start()
    const walk = { ...(after ? { after } : {}), anchor, until: () => Date.now() > endsAt }
    const { next, ...told } = await verifyChain(db, scope, walk)
    return {
      ...told,
      fromSeq: (after?.seq ?? 0) + 1,
      anchor: anchor ?? null,
      nextCursor: next && signCursor(secret, next, binding),
      checkedAt: machineNow(),
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
]
