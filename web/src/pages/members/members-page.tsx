import { OfOrganization } from "../organization/of-organization.tsx"
import { OrganizationFrame } from "../organization/organization-frame.tsx"
import { MemberList } from "./member-list.tsx"

/** Who belongs to one organization: for staff a tab of its page, for its owners and admins their team. */
export default function MembersPage() {
  return (
    <OfOrganization>
      {(organization) => (
        <OrganizationFrame organizationId={organization.id} asStaff={organization.asStaff} on="members">
          {() => <MemberList organizationId={organization.id} asStaff={organization.asStaff} />}
        </OrganizationFrame>
      )}
    </OfOrganization>
  )
}
