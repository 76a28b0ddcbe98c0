import { OfOrganization } from "../organization/of-organization.tsx"
import { OrganizationFrame } from "../organization/organization-frame.tsx"
import { LogList } from "./log-list.tsx"

/** The calls of models of one organization, as staff look for one. */
export default function OrganizationLogsPage() {
  return (
    <OfOrganization>
      {({ id }) => (
        <OrganizationFrame organizationId={id} asStaff on="logs">
          {() => <LogList organizationId={id} />}
        </OrganizationFrame>
      )}
    </OfOrganization>
  )
}
