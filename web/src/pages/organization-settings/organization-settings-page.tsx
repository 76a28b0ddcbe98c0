import { Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { liveOrganization } from "../../data/organizations.ts"
import { usePage } from "../../shell/page.ts"
import { Head } from "../../ui/head.tsx"
import { LowCredit } from "../credits/low-credit.tsx"
import { NoOrganization } from "../organization/no-organization.tsx"
import { OfOrganization } from "../organization/of-organization.tsx"
import { OrganizationKeys } from "./organization-keys.tsx"

/** What an organization's own people choose for it. */
export default function OrganizationSettingsPage() {
  return <OfOrganization>{({ id }) => <Settings organizationId={id} />}</OfOrganization>
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
      <LowCredit organizationId={props.organizationId} />
      <OrganizationKeys organizationId={props.organizationId} />
    </Show>
  )
}
