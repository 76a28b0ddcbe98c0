import { randomBytes } from "node:crypto"
import { createLiveTicket, PARKED_COUNT_MAX, readMe, readTopics, WAITING_COUNT_MAX } from "#shared/contract/me.ts"
import { instant, msOf, SECOND_MS } from "#shared/time.ts"
import { businessNow, machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { env, envOr } from "../runtime/env.ts"
import { parkedCount } from "../table/delivery.ts"
import { waitingDisputeCount } from "../table/dispute.ts"
import type { Ground } from "../table/ground.ts"
import {
  type OrganizationRecord,
  organizationKey,
  organizationName,
  organizationRow,
  untold,
} from "../table/organization.ts"
import { keepOnce } from "../table/ticket.ts"
import { topicVersions } from "../table/topic.ts"
import type { Caller } from "./caller.ts"
import { mayListen } from "./may-listen.ts"
import { route } from "./route.ts"

const TICKET_LIFE_SECONDS = 30

export const meRoutes = (ground: Ground) => [
  route(ground, readMe, async (_, { caller }) => {
    const [{ reportingZone, reportingCurrency }, organizations, parked, waiting] = await Promise.all([
      ground.settings(),
      organizationsOf(ground, caller),
      caller.staffRole === null ? undefined : parkedCount(ground.db, PARKED_COUNT_MAX),
      caller.staffRole === null
        ? undefined
        : waitingDisputeCount(ground.db, "live", ground.clock.business(), WAITING_COUNT_MAX),
    ])
    return {
      personId: caller.personId,
      name: caller.name,
      email: caller.email,
      staffRole: caller.staffRole,
      organizations,
      signedInAt: caller.signedInAt,
      ...(parked === undefined ? {} : { parkedCount: parked }),
      ...(waiting === undefined ? {} : { waitingDisputeCount: waiting }),
      console: {
        timeZone: reportingZone,
        currency: reportingCurrency,
        now: businessNow(),
        sandboxes: envOr("SANDBOXES", "").split(",").filter(Boolean),
        filling: filling(),
        demo: envOr("WATCHBILL_DEMO", "") !== "",
      },
    }
  }),

  route(ground, createLiveTicket, async (_, { caller }) => {
    const ticket = randomBytes(24).toString("base64url")
    const expiresAt = instant(msOf(machineNow()) + TICKET_LIFE_SECONDS * SECOND_MS)
    await keepOnce(ground.db, "liveTicket", sha256Hex(ticket), { personId: caller.personId }, expiresAt)
    return { ticket, url: env("SOCKET_URL") }
  }),

  route(ground, readTopics, async ({ topics }, { caller }) => ({
    topics: await topicVersions(
      ground.db,
      topics
        .split(",")
        .filter((topic) => mayListen(caller, topic))
        .slice(0, 20),
    ),
    now: businessNow(),
  })),
]

const filling = (): number | null => {
  const told = envOr("WATCHBILL_FILLING", "")
  return told === "" ? null : Number(told)
}

async function organizationsOf(ground: Ground, { memberships }: Caller) {
  const rows = await ground.db.getMany(Object.keys(memberships).map(organizationKey))
  const known = new Map(rows.map((row) => [String(row["organizationId"]), row as OrganizationRecord]))
  return Object.entries(memberships)
    .map(([id, role]) => ({ id, role, record: known.get(id) ?? untold(id) }))
    .filter(({ record }) => organizationRow(record).status !== "deleted")
    .map(({ id, role, record }) => ({ id, name: organizationName(record), role }))
}
