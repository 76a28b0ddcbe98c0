import { OfOrganization } from "../organization/of-organization.tsx"
import { OrganizationFrame } from "../organization/organization-frame.tsx"
import { GenerationList } from "./generation-list.tsx"

/** The generations of one organization, as staff see them. */
export default function OrganizationGenerationsPage() {
  return (
    <OfOrganization>
      {({ id }) => (
        <OrganizationFrame organizationId={id} asStaff on="generations">
          {() => <GenerationList organizationId={id} />}
        </OrganizationFrame>
      )}
    </OfOrganization>
  )
}
