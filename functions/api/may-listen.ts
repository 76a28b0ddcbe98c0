import type { MemberRole, StaffRole } from "#shared/contract/endpoint.ts"
import { own } from "#shared/named.ts"

/** Staff may listen to the platform's topics, members to those of their organizations, everybody to their own. */
export function mayListen(
  { staffRole, memberships }: { staffRole: StaffRole | null; memberships: Record<string, MemberRole> },
  topic: string,
): boolean {
  const organizationId = /^(?:organization|usage):(.+)$/.exec(topic)?.[1]
  if (organizationId !== undefined && own(memberships, organizationId)) return true
  return staffRole !== null
}
