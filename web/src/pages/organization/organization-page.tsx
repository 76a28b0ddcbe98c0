import { OfOrganization } from "./of-organization.tsx"
import { OrganizationCard } from "./organization-card.tsx"

/** One organization: for staff as an entry of the directory, for its members as where they land. */
export default function OrganizationPage() {
  return (
    <OfOrganization>
      {(organization) => <OrganizationCard organizationId={organization.id} asStaff={organization.asStaff} />}
    </OfOrganization>
  )
}
