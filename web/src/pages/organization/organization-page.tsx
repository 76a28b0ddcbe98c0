import { useLocation } from "@solidjs/router"
import { Show } from "solid-js"
import { organizationIdOf } from "../../shell/nav.ts"
import { OrganizationCard } from "./organization-card.tsx"
import "./organization-page.css"

/** One organization: for staff as an entry of the directory, for its members as where they land. */
export default function OrganizationPage() {
  const location = useLocation()
  return (
    <Show when={organizationIdOf(location.pathname)} keyed>
      {(id) => <OrganizationCard organizationId={id} asStaff={location.pathname.startsWith("/admin/")} />}
    </Show>
  )
}
