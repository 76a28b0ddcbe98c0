import { listRequestLogs, readRequestLog } from "#shared/contract/request-logs.ts"
import { maskPayload } from "#shared/directory/mask-payload.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import type { Ground } from "../table/ground.ts"
import type { FactPlace } from "../table/list-facts.ts"
import { factsKeptFrom } from "../table/kept-time.ts"
import { listLogs, logById, type NamelessLog } from "../table/list-logs.ts"
import type { Caller } from "./caller.ts"
import { type CursorSecret, feedBinding, readCursor, signCursor } from "./cursor.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"
import { nounNames } from "./noun-names.ts"
import { namesOf, shownName } from "./user-names.ts"

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
    const more = caller.staffRole === "viewer" ? (maskPayload(log.more) as Record<string, unknown>) : log.more
    return { ...log, ...named(log), more, keptFrom }
  }),
]

/** Puts to each call what events call its user, and what its project and key are called, as the caller may read it. */
async function naming({ db }: Ground, organizationId: string, logs: readonly NamelessLog[], caller: Caller) {
  const userIds = [...new Set(logs.flatMap(({ userId }) => userId ?? []))]
  const shown = { projects: logs.map(({ project }) => project), keys: logs.map(({ key }) => key) }
  const [names, nouns] = await Promise.all([
    namesOf(db, organizationId, userIds),
    nounNames(db, organizationId, shown, caller),
  ])
  const nameOf = shownName(names, caller)
  return <Log extends NamelessLog>(log: Log) => ({
    ...log,
    user: log.userId && nameOf(log.userId),
    projectName: nouns.project(log.project),
    keyName: nouns.key(log.key),
  })
}
