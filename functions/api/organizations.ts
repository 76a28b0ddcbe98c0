import { listOrganizations, readOrganization } from "#shared/contract/organizations.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import { organizationsAsked } from "#shared/directory/organizations.ts"
import type { Place } from "#shared/directory/overlay.ts"
import { own } from "#shared/named.ts"
import { machineNow } from "../runtime/clock.ts"
import type { Ground } from "../table/ground.ts"
import { memberCount, organizationName, organizationRow } from "../table/organization.ts"
import { organizationsOf } from "../table/organizations.ts"
import { topicVersion } from "../table/topic.ts"
import { type CursorSecret, readCursor, signCursor } from "./cursor.ts"
import { organizationSeenBy } from "./organization-seen.ts"
import { route } from "./route.ts"

export const organizationRoutes = (ground: Ground, cursorSecret: CursorSecret) => [
  route(ground, listOrganizations, async ({ limit, cursor, ...query }, { caller }) => {
    const binding = { personId: caller.personId, list: "organizations", filter: query }
    const secret = await cursorSecret()
    const after = cursor ? (readCursor(secret, cursor, binding) as Place) : undefined
    const { reportingZone, reportingCurrency: currency } = await ground.settings()
    const version = await topicVersion(ground.db, "organizations")
    const masked = caller.staffRole === "viewer"
    const { items, total, next } = await organizationsOf(ground).page(
      organizationsAsked(query, reportingZone, { limit, after, masked }),
    )
    const nextCursor = next ? signCursor(secret, next, binding) : null
    return { items, currency, total, nextCursor, asOf: machineNow(), version }
  }),

  route(ground, readOrganization, async ({ organizationId }, { caller }) => {
    const isStaff = caller.staffRole !== null
    const role = own(caller.memberships, organizationId)
    const record = await organizationSeenBy(ground.db, organizationId, caller)
    const row = organizationRow(record)
    const seesPlan = isStaff || role === "owner" || role === "admin"
    const seesEmail = isStaff || role === "owner"
    const email =
      row.billingEmail && caller.staffRole === "viewer" && !role ? maskEmail(row.billingEmail) : row.billingEmail
    return {
      id: row.id,
      name: organizationName(record),
      status: row.status,
      createdAt: row.createdAt,
      stub: row.stub,
      memberCount: await memberCount(ground.db, organizationId),
      ...(seesPlan ? { plan: row.plan, devPlan: row.devPlan } : {}),
      ...(seesEmail ? { billingEmail: email } : {}),
      version: await topicVersion(ground.db, `organization:${organizationId}`),
    }
  }),
]
