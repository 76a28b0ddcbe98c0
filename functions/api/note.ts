import type { Instant } from "#shared/time.ts"
import type { AuditNote } from "../table/audit-entry.ts"
import { actorOf, type Caller } from "./caller.ts"

/** What a caller's command says of itself in the audit trail. `before` and `after` hold the values that changed. */
export const noteOf = (
  caller: Caller,
  action: string,
  target: { kind: string; id: string },
  at: Instant,
  values: { before?: Record<string, unknown>; after?: Record<string, unknown>; scope?: string } = {},
): AuditNote => ({
  scope: values.scope ?? "platform",
  at,
  actor: actorOf(caller),
  action,
  target,
  before: values.before ?? null,
  after: values.after ?? null,
  requestId: caller.requestId,
  address: caller.address,
  agent: caller.agent || null,
})
