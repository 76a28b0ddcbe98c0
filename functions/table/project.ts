import { type Db, type Key, queryAll } from "./db.ts"
import { toldOr } from "./telling.ts"
import { saveTold, type ToldRow } from "./told-row.ts"

/**
 * A project of an organization, as the product tells of it; all of an organization stand together.
 *   pk  projects#<organization>
 *   sk  <project>        a deleted one's row stays, so that older news cannot bring it back
 */
export const projectKey = (organizationId: string, projectId: string): Key => ({
  pk: `projects#${organizationId}`,
  sk: projectId,
})

/** A project as far as it was told. */
export interface Project {
  projectId: string
  name: string | null
  deleted: boolean
}

export const saveProject = (
  db: Db,
  organizationId: string,
  projectId: string,
  telling: Record<string, unknown>,
  revision: string,
) => saveTold(db, projectKey(organizationId, projectId), { kind: "project", projectId }, telling, revision)

/** Every project that an organization has or had, by its id. */
export const projectsOf = async (db: Db, organizationId: string): Promise<Project[]> =>
  (await queryAll(db, { pk: `projects#${organizationId}` })).map((row) => projectOf(row as ToldRow))

const projectOf = ({ sk, told }: ToldRow): Project => ({
  projectId: sk,
  name: toldOr<string | null>(told, "name", null),
  deleted: toldOr(told, "deleted", false),
})
