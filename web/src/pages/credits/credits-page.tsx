import { OfOrganization } from "../organization/of-organization.tsx"
import { OrganizationFrame } from "../organization/organization-frame.tsx"
import { CreditsView } from "./credits-view.tsx"

/** The credits of one organization: what it has, how fast that goes, and every entry of its ledger. */
export default function CreditsPage() {
  return (
    <OfOrganization>
      {({ id }) => (
        <OrganizationFrame organizationId={id} asStaff on="credits">
          {(organization) => (
            <CreditsView
              organizationId={id}
              name={organization.data()?.name ?? id}
              isDeleted={organization.data()?.status === "deleted"}
            />
          )}
        </OrganizationFrame>
      )}
    </OfOrganization>
  )
}
