import { useLocation } from "@solidjs/router"
import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { useMe } from "../../data/me.ts"
import { liveMetrics } from "../../data/metrics.ts"
import { liveOrganization } from "../../data/organizations.ts"
import { organizationIdOf, organizationSettingsPath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { askedBy, questionOf, USUAL } from "../metrics/asked.ts"
import { COST_BY } from "./cost-over-time.tsx"
import { CostView } from "./cost-view.tsx"

/** What an organization's model calls cost, for staff, its owner and its admins. What is looked at stands in the address. */
export default function CostPage() {
  const location = useLocation()
  return (
    <Show when={organizationIdOf(location.pathname)} keyed>
      {(id) => <Cost organizationId={id} asStaff={location.pathname.startsWith("/admin/")} />}
    </Show>
  )
}

function Cost(props: { organizationId: string; asStaff: boolean }) {
  const me = useMe()
  const { field, href, set } = useAddress({ ...USUAL, by: "kind" })
  const asked = () => askedBy(field)
  // The page is made anew for each organization, so that what it listens to never changes.
  const id = props.organizationId
  const metrics = liveMetrics(id, () => questionOf(asked()))
  const organization = liveOrganization(() => id)
  const role = () => me()?.organizations.find((one) => one.id === id)?.role
  const mayWrite = () => role() === "owner" || role() === "admin" || me()?.staffRole === "admin"
  usePage({ crumb: () => organization.data()?.name, refresh: metrics.refresh })
  return (
    <CostView
      of={metrics}
      organizationId={id}
      organization={props.asStaff ? { id, name: organization.data()?.name ?? id } : undefined}
      role={role()}
      keysHref={mayWrite() ? organizationSettingsPath(id) : undefined}
      asked={asked()}
      by={COST_BY.find((by) => by === field("by")) ?? "kind"}
      all={field("top") === "all"}
      mayWrite={mayWrite()}
      href={href}
      set={set}
    />
  )
}
