import { ACTIVE_DAYS, listMembers, MEMBERS_MAX } from "#shared/contract/members.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import { own } from "#shared/named.ts"
import { dayOf } from "#shared/time.ts"
import { businessNow, machineNow } from "../runtime/clock.ts"
import { consoleOpaque } from "../runtime/opaque.ts"
import { hiddenPeople } from "../table/board.ts"
import type { Ground } from "../table/ground.ts"
import { lastActiveDays } from "../table/last-active.ts"
import { membersOf } from "../table/members.ts"
import { topicVersion } from "../table/topic.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

export const memberRoutes = (ground: Ground) => [
  route(ground, listMembers, async ({ organizationId }, { caller }) => {
    const version = await topicVersion(ground.db, `organization:${organizationId}`)
    await organizationSeenBy(ground.db, organizationId, caller)
    const zone = (await ground.zonesOf(organizationId))[0] ?? "UTC"
    const [all, hidden, opaque] = await Promise.all([
      membersOf(ground.db, organizationId),
      hiddenPeople(ground.db),
      consoleOpaque(),
    ])
    const today = dayOf(businessNow(), zone)
    const lastOn =
      all.length === 0 ? new Map() : await lastActiveDays(ground, organizationId, zone, { today, days: ACTIVE_DAYS })
    const masked = caller.staffRole === "viewer" && own(caller.memberships, organizationId) === undefined
    const items = all.slice(0, MEMBERS_MAX).map((member) => {
      const ids = [member.userId, ...(member.email ? [member.email] : [])].map(opaque)
      const hides = ids.some((id) => hidden.has(id))
      const days = ids.flatMap((id) => lastOn.get(id) ?? []).sort()
      return {
        ...member,
        email: member.email && masked ? maskEmail(member.email) : member.email,
        lastActiveOn: hides ? null : (days.at(-1) ?? null),
        hidden: hides,
      }
    })
    return { items, total: all.length, timeZone: zone, day: today, asOf: machineNow(), version }
  }),
]
