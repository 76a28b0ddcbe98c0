import { MEMBERSHIPS_MAX, type Membership, listUsers, readUser } from "#shared/contract/users.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import type { Place } from "#shared/directory/overlay.ts"
import { USERS, usersAsked } from "#shared/directory/users.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { consoleOpaque } from "../runtime/opaque.ts"
import { hiddenPeople } from "../table/board.ts"
import type { Db } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import { heldDirectory } from "../table/held-directory.ts"
import { membershipsOf } from "../table/membership.ts"
import { topicVersion } from "../table/topic.ts"
import { organizationsOfUser, userById, userRow } from "../table/user.ts"
import { userNamesBy } from "../table/user-name.ts"
import { type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { route } from "./route.ts"

const TOPIC = "users"

export const userRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listUsers, async ({ limit, cursor, ...query }, { caller }) => {
    const binding = { personId: caller.personId, list: "users", filter: query }
    const secret = await cursorSecret()
    const after = cursor ? (readCursor(secret, cursor, binding) as Place) : undefined
    const { reportingZone } = await ground.settings()
    const version = await topicVersion(ground.db, TOPIC)
    const masked = caller.staffRole === "viewer"
    const { items, total, next } = await heldDirectory(ground, USERS).page(
      usersAsked(query, reportingZone, { limit, after, masked }),
    )
    return { items, total, nextCursor: next ? signCursor(secret, next, binding) : null, asOf: machineNow(), version }
  }),

  route(ground, readUser, async ({ userId }, { caller }) => {
    const version = await topicVersion(ground.db, TOPIC)
    const record = await userById(ground.db, userId)
    if (!record) throw new Refusal("missing", "There is no such user")
    const row = userRow(record)
    const masked = caller.staffRole === "viewer"
    return {
      ...row,
      email: row.email && masked ? maskEmail(row.email) : row.email,
      organizations: await membershipsShown(ground.db, userId, organizationsOfUser(record)),
      ...(await peopleOf(ground.db, userId, row.email)),
      version,
    }
  }),
]

async function membershipsShown(db: Db, userId: string, organizationIds: readonly string[]): Promise<Membership[]> {
  const found = await membershipsOf(db, userId, [...organizationIds].sort().slice(0, MEMBERSHIPS_MAX))
  return found.sort((one, other) => one.name.localeCompare(other.name, "en"))
}

/** The opaque ids that events know a user by, as far as events named them; none of somebody who hides. */
async function peopleOf(db: Db, userId: string, email: string | null) {
  const opaque = await consoleOpaque()
  const ids = [
    { userId: opaque(userId), by: "id" as const },
    ...(email ? [{ userId: opaque(email), by: "e-mail" as const }] : []),
  ]
  const [hidden, named] = await Promise.all([
    hiddenPeople(db),
    userNamesBy(
      db,
      PLATFORM,
      ids.map((one) => one.userId),
    ),
  ])
  if (ids.some((one) => hidden.has(one.userId))) return { people: [], hidden: true }
  return { people: ids.filter((one) => named.has(one.userId)), hidden: false }
}
