import { useAddress } from "../../address.ts"
import { directoryPath, organizationCostPath } from "../../shell/nav.ts"
import { OfOrganization } from "../organization/of-organization.tsx"
import { askedBy, USUAL } from "./asked.ts"
import { MetricsView } from "./metrics-view.tsx"
import { metricsOf } from "./metrics-of.ts"

/** An organization's metrics, for staff and for its members. What is looked at stands in the address. */
export default function MetricsPage() {
  return (
    <OfOrganization>
      {(organization) => <Metrics organizationId={organization.id} asStaff={organization.asStaff} />}
    </OfOrganization>
  )
}

function Metrics(props: { organizationId: string; asStaff: boolean }) {
  const { field, href, set } = useAddress(USUAL)
  const asked = () => askedBy(field)
  // The page is made anew for each organization, so that what it listens to never changes.
  const id = props.organizationId
  const { metrics, organization, role, keysHref } = metricsOf(id, asked, () => props.asStaff)
  return (
    <MetricsView
      of={metrics}
      organizationId={id}
      organization={organization()}
      role={role()}
      keysHref={keysHref()}
      costHref={props.asStaff ? `${directoryPath(id)}/cost` : organizationCostPath(id)}
      asked={asked()}
      all={field("top") === "all"}
      href={href}
      set={set}
    />
  )
}
