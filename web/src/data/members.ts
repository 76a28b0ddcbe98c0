import type * as z from "zod/mini"
import { listMembers } from "#shared/contract/members.ts"
import { liveQuery } from "../live-query.ts"

export type Members = z.output<typeof listMembers.output>

/** Who belongs to an organization. */
export const liveMembers = (organizationId: string) =>
  liveQuery(listMembers, () => ({ organizationId }), { topics: [`organization:${organizationId}`] })
