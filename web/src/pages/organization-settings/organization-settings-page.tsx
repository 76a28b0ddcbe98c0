import { useLocation } from "@solidjs/router"
import { Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { liveOrganization } from "../../data/organizations.ts"
import { organizationIdOf } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Head } from "../../ui/head.tsx"
import { NoOrganization } from "../organization/no-organization.tsx"
import { OrganizationKeys } from "./organization-keys.tsx"

/** What an organization's own people choose for it. */
export default function OrganizationSettingsPage() {
  const location = useLocation()
  return (
    <Show when={organizationIdOf(location.pathname)} keyed>
      {(id) => <Settings organizationId={id} />}
    </Show>
  )
}

function Settings(props: { organizationId: string }) {
  const me = useMe()
  const organization = liveOrganization(() => props.organizationId)
  const name = () => organization.data()?.name
  usePage({ crumb: name, refresh: organization.refresh })
  return (
    <Show
      when={organization.error()?.status !== 404 || organization.data()}
      fallback={<NoOrganization organizationId={props.organizationId} asStaff={Boolean(me()?.staffRole)} />}
    >
      <Head title="Settings" note={name() && `Of ${name()}.`} />
      <OrganizationKeys organizationId={props.organizationId} />
    </Show>
  )
}
