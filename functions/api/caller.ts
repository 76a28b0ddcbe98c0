import type { Endpoint, MemberRole, StaffRole } from "#shared/contract/endpoint.ts"
import { own } from "#shared/named.ts"
import { Refusal } from "#shared/refusal.ts"
import { type Instant, instantOfUnix, MINUTE_MS, msOf } from "#shared/time.ts"
import { machineNow } from "../runtime/clock.ts"
import { env } from "../runtime/env.ts"
import type { HttpEvent } from "../runtime/http.ts"
import type { Db } from "../table/db.ts"
import { type PersonRow, personOfSubject } from "../table/person.ts"
import { shortAddress } from "./short-address.ts"

/** Who is calling, and from where. Roles are read at every call, so that a change of role counts at once. */
export interface Caller {
  personId: string
  name: string
  email: string
  staffRole: StaffRole | null
  memberships: Record<string, MemberRole>
  signedInAt: Instant
  requestId: string
  /** The network the caller is in, as `shortAddress` leaves it. */
  address: string
  agent: string
}

/** A caller as the audit trail and the access log name them. */
export const actorOf = ({ personId, name, staffRole }: Caller) => ({
  personId,
  label: name,
  role: staffRole ? `staff ${staffRole}` : "member",
})

/** A caller as what they made names them to everybody who reads it. */
export const handOf = ({ name, staffRole }: Caller) => ({ name, isStaff: staffRole !== null })

const FRESH_MS = 5 * MINUTE_MS

type Claims = Record<string, unknown>

/** The person behind a verified access token. The gateway checked signature, issuer, client and time; the kind of token is checked here. */
export async function callerOf(db: Db, event: HttpEvent): Promise<Caller> {
  const context = event.requestContext as HttpEvent["requestContext"] & { authorizer?: { jwt?: { claims?: Claims } } }
  const claims = context.authorizer?.jwt?.claims
  if (!claims) throw new Refusal("signedOut", "Sign in first")
  const scopes = String(claims["scope"] ?? "").split(" ")
  if (claims["token_use"] !== "access" || claims["client_id"] !== env("CLIENT_ID") || !scopes.includes("openid"))
    throw new Refusal("signedOut", "This is not an access token of this console")
  const person = await personOfSubject(db, String(claims["sub"]))
  if (!person) throw new Refusal("signedOut", "Nobody here has this sign-in")
  return {
    ...rolesOf(person),
    signedInAt: instantOfUnix(Number(claims["auth_time"] ?? 0)),
    requestId: context.requestId,
    // In front of us stands the console's own edge, which says whom it speaks for.
    address: shortAddress(event.headers["x-viewer-address"] ?? context.http.sourceIp),
    agent: (context.http.userAgent ?? "").slice(0, 200),
  }
}

const rolesOf = ({ personId, name, email, staffRole, memberships }: PersonRow) => ({
  personId,
  name,
  email,
  staffRole: staffRole ?? null,
  memberships,
})

/** Lets a caller pass, or refuses: what a role may not see of its own organization is forbidden, what is not its own is missing. */
export function admit({ who, freshSignIn }: Endpoint, caller: Caller, organizationId: string | undefined): void {
  const asStaff = caller.staffRole !== null && who.staff.includes(caller.staffRole)
  const membership = organizationId === undefined ? undefined : own(caller.memberships, organizationId)
  const asMember = membership !== undefined && who.members.includes(membership)
  if (!who.anyone && !asStaff && !asMember) {
    if (organizationId !== undefined && membership === undefined && caller.staffRole === null)
      throw new Refusal("missing", "There is no such organization")
    throw new Refusal("forbidden", `Your role may not do this; ${grantedBy(who.staff, who.members)}`)
  }
  const needsFresh = freshSignIn === "everybody" || (freshSignIn === "staff" && !asMember)
  if (needsFresh && msOf(machineNow()) - msOf(caller.signedInAt) > FRESH_MS)
    throw new Refusal("staleSignIn", "This needs a sign-in not older than five minutes; sign in again")
}

function grantedBy(staffRoles: readonly StaffRole[], members: readonly MemberRole[]): string {
  const roles = [...staffRoles.map((role) => `staff ${role}`), ...members.map((role) => `organization ${role}`)]
  return `it takes ${roles.join(", ")}. A staff admin can grant that.`
}
