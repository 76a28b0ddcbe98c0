import { CONTRACT } from "#shared/contract/contract.ts"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import { machineNow } from "../runtime/clock.ts"
import { accessHour, appendAccess } from "../table/access.ts"
import type { Db } from "../table/db.ts"
import { actorOf, type Caller } from "./caller.ts"

/** What this process has logged already in the running hour: a page that asks every ten seconds writes once. */
const logged = new WeakMap<Db, { hour: string; readings: Set<string> }>()

/**
 * Logs that staff read what an endpoint shows of people or money. It comes before the answer leaves, and throws when the
 * table does: what cannot be logged is not shown.
 */
export async function logAccess(db: Db, endpoint: Endpoint, subject: string | null, caller: Caller): Promise<void> {
  if (caller.staffRole === null || endpoint.shows.length === 0) return
  const at = machineNow()
  const hour = accessHour(at)
  let known = logged.get(db)
  if (known?.hour !== hour) logged.set(db, (known = { hour, readings: new Set() }))
  const name = nameOf(endpoint)
  const reading = `${caller.personId} ${name} ${subject ?? ""}`
  if (known.readings.has(reading)) return
  await appendAccess(db, {
    at,
    actor: actorOf(caller),
    endpoint: name,
    subject,
    shows: [...endpoint.shows],
    requestId: caller.requestId,
    address: caller.address,
    agent: caller.agent || null,
  })
  known.readings.add(reading)
}

const nameOf = (endpoint: Endpoint): string =>
  Object.entries(CONTRACT).find(([, one]) => (one as unknown as Endpoint) === endpoint)?.[0] ?? endpoint.path
