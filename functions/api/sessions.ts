import { listOrganizationSessions, listSessions, type SessionsAsked } from "#shared/contract/sessions.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { machineNow } from "../runtime/clock.ts"
import { hiddenPeople } from "../table/board.ts"
import type { Ground } from "../table/ground.ts"
import type { FactPlace } from "../table/list-facts.ts"
import { factsKeptFrom } from "../table/kept-time.ts"
import { listSessionsOf, type NamelessSession } from "../table/list-sessions.ts"
import { topicVersion } from "../table/topic.ts"
import { admitTo } from "./board-answer.ts"
import { minesOf } from "./board-mine.ts"
import type { Caller } from "./caller.ts"
import { type CursorSecret, feedBinding, readCursor, signCursor } from "./cursor.ts"
import { route } from "./route.ts"
import { namesOf, shownName } from "./user-names.ts"

export const sessionRoutes = (ground: Ground, cursorSecret: CursorSecret) => {
  const answer = async (scope: string, { limit, cursor, ...filter }: Asked, caller: Caller) => {
    const binding = feedBinding(caller.personId, `sessions ${scope}`, filter)
    const secret = await cursorSecret()
    const after = cursor ? (readCursor(secret, cursor, binding) as FactPlace) : undefined
    const version = await topicVersion(ground.db, scope === PLATFORM ? "usage" : `usage:${scope}`)
    const hides = await hiddenFrom(ground, caller)
    const isHidden = filter.user !== undefined && hides(filter.user)
    const { items, next, scannedTo } = isHidden ? NONE : await listSessionsOf(ground, { scope, filter, limit, after })
    const named = await naming(ground, scope, items, caller, hides)
    return {
      items: items.map(named),
      nextCursor: next ? signCursor(secret, next, binding) : null,
      asOf: machineNow(),
      scannedThrough: scannedTo,
      keptFrom: factsKeptFrom(ground),
      version,
    }
  }

  return [
    route(ground, listSessions, (asked, { caller }) => answer(PLATFORM, asked, caller)),
    route(ground, listOrganizationSessions, async ({ organizationId, ...asked }, { caller }) => {
      await admitTo(ground, organizationId, caller)
      return answer(organizationId, asked, caller)
    }),
  ]
}

interface Asked extends SessionsAsked {
  limit: number
  cursor?: string | undefined
}
const NONE = { items: [], next: undefined, scannedTo: null }

/** Who is not named to a caller: everybody who hides from boards, but the caller. */
async function hiddenFrom({ db }: Ground, caller: Caller): Promise<(userId: string) => boolean> {
  const [hidden, mine] = await Promise.all([hiddenPeople(db), minesOf(db, caller)])
  return (userId) => hidden.has(userId) && !mine.has(userId)
}

async function naming(
  { db }: Ground,
  scope: string,
  sessions: readonly NamelessSession[],
  caller: Caller,
  hides: (userId: string) => boolean,
) {
  const userIds = [...new Set(sessions.flatMap(({ userId }) => userId ?? []))].filter((userId) => !hides(userId))
  const nameOf = shownName(await namesOf(db, scope, userIds), caller)
  return (session: NamelessSession) => {
    const { userId } = session
    if (userId === null) return { ...session, user: null, hidden: false }
    if (hides(userId)) return { ...session, userId: null, user: null, hidden: true }
    return { ...session, user: nameOf(userId), hidden: false }
  }
}
