import type * as z from "zod/mini"
import { type OrganizationMetrics, readOrganizationMetrics } from "#shared/contract/metrics.ts"
import { type LiveQuery, liveQuery } from "../live-query.ts"

/** What an organization's metrics are asked for. */
export type MetricsQuestion = Omit<z.input<typeof readOrganizationMetrics.input>, "organizationId">

const AGAIN_MS = 10_000

/** What an organization's model calls add up to, current while the page is open; a window that is over is asked for once. */
export const liveMetrics = (organizationId: string, ask: () => MetricsQuestion): LiveQuery<OrganizationMetrics> =>
  liveQuery(readOrganizationMetrics, () => ({ organizationId, ...ask() }), {
    topics: [`organization:${organizationId}`],
    key: "start",
    again: ({ window, asOf }) => (window.to < asOf ? undefined : AGAIN_MS),
  })
