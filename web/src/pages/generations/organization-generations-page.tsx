import { useLocation } from "@solidjs/router"
import { Show } from "solid-js"
import { liveOrganization } from "../../data/organizations.ts"
import { organizationIdOf } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Head } from "../../ui/head.tsx"
import { NoOrganization } from "../organization/no-organization.tsx"
import { OrganizationTabs } from "../organization/organization-tabs.tsx"
import { GenerationList } from "./generation-list.tsx"

/** The generations of one organization, as staff see them. */
export default function OrganizationGenerationsPage() {
  const location = useLocation()
  return (
    <Show when={organizationIdOf(location.pathname)} keyed>
      {(organizationId) => <OrganizationGenerations organizationId={organizationId} />}
    </Show>
  )
}

function OrganizationGenerations(props: { organizationId: string }) {
  const organization = liveOrganization(() => props.organizationId)
  usePage({ crumb: () => organization.data()?.name })
  return (
    <Show
      when={organization.error()?.status !== 404 || organization.data()}
      fallback={<NoOrganization organizationId={props.organizationId} asStaff />}
    >
      <Head title={organization.data()?.name ?? "Organization"} />
      <OrganizationTabs organizationId={props.organizationId} on="generations" />
      <GenerationList organizationId={props.organizationId} />
    </Show>
  )
}
