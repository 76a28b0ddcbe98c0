import type * as z from "zod/mini"
import { listOrganizations, type OrganizationQuery, readOrganization } from "#shared/contract/organizations.ts"
import { call } from "../api.ts"
import { readChoice, keepChoice } from "../preferences.ts"
import { liveQuery } from "../live-query.ts"

export type Organization = z.output<typeof readOrganization.output>

type Asked = Partial<OrganizationQuery> & { limit?: number; cursor?: string }

/** The directory: one page of organizations under filters and an order; undefined asks nothing. */
export const liveOrganizations = (ask: () => Asked | undefined) =>
  liveQuery(listOrganizations, ask, { topics: ["organizations"] })

/** One organization's identity. */
export const liveOrganization = (organizationId: () => string) =>
  liveQuery(readOrganization, () => ({ organizationId: organizationId() }), {
    topics: [`organization:${organizationId()}`],
  })

/** The first organizations whose name, id or e-mail holds the words. */
export const searchOrganizations = async (search: string, signal: AbortSignal) =>
  (await call(listOrganizations, { search, sort: "name", order: "asc", limit: 8 }, { signal })).items

export interface Visited {
  id: string
  name: string
}
const RECENT_MAX = 5

const recentKey = (personId: string): string => `organizations.${personId}`

/** The organizations a person opened last on this machine, newest first. */
export function recentOrganizations(personId: string): Visited[] {
  try {
    return JSON.parse(readChoice(recentKey(personId)) ?? "[]") as Visited[]
  } catch {
    return []
  }
}

/** Notes that a person opened an organization; it is the one to come back to. */
export function noteVisit(personId: string, { id, name }: Visited): void {
  const others = recentOrganizations(personId).filter((one) => one.id !== id)
  keepChoice(recentKey(personId), JSON.stringify([{ id, name }, ...others].slice(0, RECENT_MAX)))
}
