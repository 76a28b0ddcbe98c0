import type { OrganizationRow } from "#shared/contract/organizations.ts"
import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import type { Instant } from "#shared/time.ts"
import { type Directory, openDirectory } from "./directory.ts"
import type { Ground } from "./ground.ts"

const opened = new WeakMap<Ground, Directory<OrganizationRow>>()

/** The directory of organizations, open once per process. */
export function organizationsOf(ground: Ground): Directory<OrganizationRow> {
  const held = opened.get(ground)
  if (held) return held
  const directory = openDirectory(ORGANIZATIONS, {
    db: ground.db,
    files: ground.files,
    now: ground.clock.machine,
    onLoadFailure: (error) =>
      console.error(JSON.stringify({ level: "ERROR", message: "directory not loaded", error: String(error) })),
  })
  opened.set(ground, directory)
  return directory
}

/** How many organizations there are that are not deleted, and how many of all came since an instant. */
export async function organizationCounts(
  ground: Ground,
  since: Instant,
): Promise<{ organizations: number; organizationsThisMonth: number }> {
  const directory = organizationsOf(ground)
  const ask = async (query: { words?: Record<string, string>; stretches?: Record<string, { from: Instant }> }) =>
    (await directory.page({ ...query, sort: "id", order: "asc", limit: 1, masked: false })).total
  const all = await ask({})
  const deleted = await ask({ words: { status: "deleted" } })
  return {
    organizations: all - deleted,
    organizationsThisMonth: await ask({ stretches: { createdAt: { from: since } } }),
  }
}
