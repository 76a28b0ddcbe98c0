import { useMe } from "../../data/me.ts"

/** The reader's role in an organization, and whether they may change what its owner and its admins may. */
export function useRoleIn(organizationId: () => string | undefined) {
  const me = useMe()
  const role = () => me()?.organizations.find(({ id }) => id === organizationId())?.role
  return { role, mayWrite: () => role() === "owner" || role() === "admin" || me()?.staffRole === "admin" }
}
