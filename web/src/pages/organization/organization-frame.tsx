import { type JSX, Show } from "solid-js"
import { liveOrganization } from "../../data/organizations.ts"
import { usePage } from "../../shell/page.ts"
import { Head } from "../../ui/head.tsx"
import { NoOrganization } from "./no-organization.tsx"
import { OrganizationTabs, type OrganizationTab } from "./organization-tabs.tsx"

/** A page of an organization: its name over it and, for staff, its tabs; or that there is no such organization. */
export function OrganizationFrame(props: {
  organizationId: string
  asStaff: boolean
  on: OrganizationTab
  children: (organization: ReturnType<typeof liveOrganization>) => JSX.Element
}) {
  const organization = liveOrganization(() => props.organizationId)
  const name = () => organization.data()?.name
  usePage({ crumb: name, refresh: organization.refresh })
  return (
    <Show
      when={organization.error()?.status !== 404 || organization.data()}
      fallback={<NoOrganization organizationId={props.organizationId} asStaff={props.asStaff} />}
    >
      <Head title={name() ?? "Organization"} />
      <Show when={props.asStaff}>
        <OrganizationTabs organizationId={props.organizationId} on={props.on} />
      </Show>
      {props.children(organization)}
    </Show>
  )
}
