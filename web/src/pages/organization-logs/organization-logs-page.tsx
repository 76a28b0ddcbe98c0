import { useLocation } from "@solidjs/router"
import { Show } from "solid-js"
import { liveOrganization } from "../../data/organizations.ts"
import { organizationIdOf } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Head } from "../../ui/head.tsx"
import { NoOrganization } from "../organization/no-organization.tsx"
import { OrganizationTabs } from "../organization/organization-tabs.tsx"
import { LogList } from "./log-list.tsx"

/** The calls of models of one organization, as staff look for one. */
export default function OrganizationLogsPage() {
  const location = useLocation()
  return (
    <Show when={organizationIdOf(location.pathname)} keyed>
      {(organizationId) => <OrganizationLogs organizationId={organizationId} />}
    </Show>
  )
}

function OrganizationLogs(props: { organizationId: string }) {
  const organization = liveOrganization(() => props.organizationId)
  usePage({ crumb: () => organization.data()?.name })
  return (
    <Show
      when={organization.error()?.status !== 404 || organization.data()}
      fallback={<NoOrganization organizationId={props.organizationId} asStaff />}
    >
      <Head title={organization.data()?.name ?? "Organization"} />
      <OrganizationTabs organizationId={props.organizationId} on="logs" />
      <LogList organizationId={props.organizationId} />
    </Show>
  )
}
