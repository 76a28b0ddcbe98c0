import type { OrganizationRow } from "#shared/contract/organizations.ts"
import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import { type Instant, instant, msOf } from "#shared/time.ts"
import type { Directory } from "./directory.ts"
import type { Ground } from "./ground.ts"
import { heldDirectory } from "./held-directory.ts"

/** The directory of organizations, open once per process. */
export const organizationsOf = (ground: Ground): Directory<OrganizationRow> => heldDirectory(ground, ORGANIZATIONS)

/**
 * How many organizations there were at an instant, and how many of them came since another. Deleted ones are left out, of the
 * past too; one of which nobody told when it came has always been there.
 */
export async function organizationCounts(
  ground: Ground,
  at: Instant,
  since: Instant,
): Promise<{ organizations: number; organizationsThisMonth: number }> {
  const directory = organizationsOf(ground)
  const later = instant(msOf(at) + 1)
  const count = async (status: string | undefined, createdAt: { from?: Instant; until?: Instant }) => {
    const page = { sort: "id", order: "asc", limit: 1, masked: false } as const
    return (await directory.page({ words: { status }, stretches: { createdAt }, ...page })).total
  }
  const standing = async (createdAt: { from?: Instant; until?: Instant }) =>
    (await count(undefined, createdAt)) - (await count("deleted", createdAt))
  return {
    organizations: (await standing({})) - (await standing({ from: later })),
    organizationsThisMonth: await standing({ from: since, until: later }),
  }
}
