import type { Instant } from "#shared/time.ts"
import { type Db, queryAll } from "./db.ts"
import { own } from "#shared/named.ts"
import { toldOr } from "./telling.ts"
import { saveTold, type ToldRow } from "./told-row.ts"

/**
 * A workspace of an organization, as the product tells of it; all of an organization stand together.
 *   pk  workspaces#<organization>
 *   sk  <workspace>      a deleted one's row stays, so that older news cannot bring it back
 */
const partition = (organizationId: string): string => `workspaces#${organizationId}`

/** A workspace as far as it was told. */
export interface Workspace {
  workspaceId: string
  name: string | null
  /** Active, suspended, created, deploying or attention; null while nobody told it. */
  status: string | null
  /** When the telling was made that its status is of: how long it has been so. */
  statusAt: Instant | null
  deleted: boolean
}

export const saveWorkspace = (
  db: Db,
  organizationId: string,
  workspaceId: string,
  telling: Record<string, unknown>,
  revision: string,
) =>
  saveTold(
    db,
    { pk: partition(organizationId), sk: workspaceId },
    { kind: "workspace", workspaceId },
    telling,
    revision,
  )

/** Every workspace that an organization has or had, by its id. */
export const workspacesOf = async (db: Db, organizationId: string): Promise<Workspace[]> =>
  (await queryAll(db, { pk: partition(organizationId) })).map((row) => workspaceOf(row as ToldRow))

const workspaceOf = ({ sk, told }: ToldRow): Workspace => ({
  workspaceId: sk,
  name: toldOr<string | null>(told, "name", null),
  status: toldOr<string | null>(told, "status", null),
  statusAt: own(told, "status")?.[1].split(" ")[0] ?? null,
  deleted: toldOr(told, "deleted", false),
})
