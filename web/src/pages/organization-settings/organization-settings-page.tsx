import { Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { liveOrganization } from "../../data/organizations.ts"
import { usePage } from "../../shell/page.ts"
import { Head } from "../../ui/head.tsx"
import { LowCredit } from "../credits/low-credit.tsx"
import { NoOrganization } from "../organization/no-organization.tsx"
import { OfOrganization } from "../organization/of-organization.tsx"
import { useRoleIn } from "../organization/role-in.ts"
import { OrganizationKeys } from "./organization-keys.tsx"

/** What an organization's own people choose for it. */
export default function OrganizationSettingsPage() {
  return <OfOrganization>{({ id }) => <Settings organizationId={id} />}</OfOrganization>
}

function Settings(props: { organizationId: string }) {
  const me = useMe()
  const organization = liveOrganization(() => props.organizationId)
  const { role } = useRoleIn(() => props.organizationId)
  /** Of its members owners and admins; the others are not told that there are thresholds. */
  const seesCredits = () => Boolean(me()?.staffRole) || role() === "owner" || role() === "admin"
  const name = () => organization.data()?.name
  usePage({ crumb: name, refresh: organization.refresh })
  return (
    <Show
      when={organization.error()?.status !== 404 || organization.data()}
      fallback={<NoOrganization organizationId={props.organizationId} asStaff={Boolean(me()?.staffRole)} />}
    >
      <Head title="Settings" note={name() && `Of ${name()}.`} />
      <Show when={seesCredits()}>
        <LowCredit organizationId={props.organizationId} />
      </Show>
      <OrganizationKeys organizationId={props.organizationId} />
    </Show>
  )
}
