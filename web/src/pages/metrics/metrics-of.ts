import { liveMetrics } from "../../data/metrics.ts"
import { liveOrganization } from "../../data/organizations.ts"
import { organizationSettingsPath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { useRoleIn } from "../organization/role-in.ts"
import { type Asked, questionOf } from "./asked.ts"

/** What a page of an organization's metrics stands on: the answer to what is asked, whose it is and what its reader may do. */
export function metricsOf(id: string, asked: () => Asked, asStaff: () => boolean) {
  const metrics = liveMetrics(id, () => questionOf(asked()))
  const organization = liveOrganization(() => id)
  const { role, mayWrite } = useRoleIn(() => id)
  usePage({ crumb: () => organization.data()?.name, refresh: metrics.refresh })
  return {
    metrics,
    role,
    mayWrite,
    /** The organization as staff find it; undefined for members. */
    organization: () => (asStaff() ? { id, name: organization.data()?.name ?? id } : undefined),
    /** Where the reader makes ingest keys, when they may. */
    keysHref: () => (mayWrite() ? organizationSettingsPath(id) : undefined),
  }
}
