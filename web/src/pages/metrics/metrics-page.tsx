import { useLocation } from "@solidjs/router"
import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { useMe } from "../../data/me.ts"
import { liveMetrics } from "../../data/metrics.ts"
import { liveOrganization } from "../../data/organizations.ts"
import { directoryPath, organizationCostPath, organizationIdOf, organizationSettingsPath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { askedBy, questionOf, USUAL } from "./asked.ts"
import { MetricsView } from "./metrics-view.tsx"

/** An organization's metrics, for staff and for its members. What is looked at stands in the address. */
export default function MetricsPage() {
  const location = useLocation()
  return (
    <Show when={organizationIdOf(location.pathname)} keyed>
      {(id) => <Metrics organizationId={id} asStaff={location.pathname.startsWith("/admin/")} />}
    </Show>
  )
}

function Metrics(props: { organizationId: string; asStaff: boolean }) {
  const me = useMe()
  const { field, href, set } = useAddress(USUAL)
  const asked = () => askedBy(field)
  // The page is made anew for each organization, so that what it listens to never changes.
  const id = props.organizationId
  const metrics = liveMetrics(id, () => questionOf(asked()))
  const organization = liveOrganization(() => id)
  const role = () => me()?.organizations.find((one) => one.id === id)?.role
  const makesKeys = () => role() === "owner" || role() === "admin" || me()?.staffRole === "admin"
  usePage({ crumb: () => organization.data()?.name, refresh: metrics.refresh })
  return (
    <MetricsView
      of={metrics}
      organizationId={id}
      organization={props.asStaff ? { id, name: organization.data()?.name ?? id } : undefined}
      role={role()}
      keysHref={makesKeys() ? organizationSettingsPath(id) : undefined}
      costHref={props.asStaff ? `${directoryPath(id)}/cost` : organizationCostPath(id)}
      asked={asked()}
      all={field("top") === "all"}
      href={href}
      set={set}
    />
  )
}
