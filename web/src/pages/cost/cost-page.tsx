import { useAddress } from "../../address.ts"
import { askedBy, USUAL } from "../metrics/asked.ts"
import { metricsOf } from "../metrics/metrics-of.ts"
import { OfOrganization } from "../organization/of-organization.tsx"
import { COST_BY } from "./cost-over-time.tsx"
import { CostView } from "./cost-view.tsx"

/** What an organization's model calls cost, for staff, its owner and its admins. What is looked at stands in the address. */
export default function CostPage() {
  return (
    <OfOrganization>
      {(organization) => <Cost organizationId={organization.id} asStaff={organization.asStaff} />}
    </OfOrganization>
  )
}

function Cost(props: { organizationId: string; asStaff: boolean }) {
  const { field, href, set } = useAddress({ ...USUAL, by: "kind" })
  const asked = () => askedBy(field)
  // The page is made anew for each organization, so that what it listens to never changes.
  const id = props.organizationId
  const { metrics, organization, role, keysHref, mayWrite } = metricsOf(id, asked, () => props.asStaff)
  return (
    <CostView
      of={metrics}
      organizationId={id}
      organization={organization()}
      role={role()}
      keysHref={keysHref()}
      asked={asked()}
      by={COST_BY.find((by) => by === field("by")) ?? "kind"}
      all={field("top") === "all"}
      mayWrite={mayWrite()}
      href={href}
      set={set}
    />
  )
}
