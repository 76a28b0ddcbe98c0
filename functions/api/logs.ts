import { listRequestLogs, readRequestLog } from "#shared/contract/request-logs.ts"
import { maskedName } from "#shared/directory/mask.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import type { Ground } from "../table/ground.ts"
import type { FactPlace } from "../table/list-facts.ts"
import { factsKeptFrom, listLogs, logById, type NamelessLog } from "../table/list-logs.ts"
import { namesOf } from "./board-names.ts"
import type { Caller } from "./caller.ts"
import { type CursorSecret, feedBinding, readCursor, signCursor } from "./cursor.ts"
import { maskPayload } from "./mask.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

export const logRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listRequestLogs, async ({ organizationId, limit, cursor, ...filter }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    const binding = feedBinding(caller.personId, `logs ${organizationId}`, filter)
    const secret = await cursorSecret()
    const after = cursor ? (readCursor(secret, cursor, binding) as FactPlace) : undefined
    const { items, next, scannedTo } = await listLogs(ground, { organizationId, filter, limit, after })
    const named = await naming(ground, organizationId, items, caller)
    return {
      items: items.map(named),
      nextCursor: next ? signCursor(secret, next, binding) : null,
      asOf: machineNow(),
      scannedThrough: scannedTo,
      keptFrom: factsKeptFrom(ground),
    }
  }),

  route(ground, readRequestLog, async ({ organizationId, requestId }, { caller }) => {
    await organizationSeenBy(ground.db, organizationId, caller)
    const log = await logById(ground, organizationId, requestId)
    const keptFrom = factsKeptFrom(ground)
    if (!log || log.at < keptFrom)
      throw new Refusal("missing", `There is no such request; logs are kept from ${keptFrom}`)
    const named = await naming(ground, organizationId, [log], caller)
    const more = seesAll(caller, organizationId) ? log.more : (maskPayload(log.more) as Record<string, unknown>)
    return { ...log, ...named(log), more, keptFrom }
  }),
]

/** Staff viewers see e-mail addresses masked, unless the organization is their own. */
const seesAll = ({ staffRole, memberships }: Caller, organizationId: string): boolean =>
  staffRole !== "viewer" || Object.hasOwn(memberships, organizationId)

/** Puts to each call what events call its user, as the caller may read it. */
async function naming({ db }: Ground, organizationId: string, logs: readonly NamelessLog[], caller: Caller) {
  const userIds = [...new Set(logs.flatMap(({ userId }) => userId ?? []))]
  const nameOf = await namesOf(db, organizationId, userIds)
  const shown = seesAll(caller, organizationId) ? (name: string) => name : maskedName
  return <Log extends NamelessLog>(log: Log) => ({ ...log, user: log.userId && shown(nameOf(log.userId)) })
}
