import { useLocation } from "@solidjs/router"
import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { liveOrganizationBoard, livePlatformBoard } from "../../data/leaderboard.ts"
import { useMe } from "../../data/me.ts"
import { liveOrganization } from "../../data/organizations.ts"
import { organizationIdOf } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { askedBy, questionOf, USUAL } from "./asked.ts"
import { sortingOf } from "./order.ts"
import { UsageView } from "./usage-view.tsx"

/** /admin/usage, the whole platform's; /organizations/:id/usage, one organization's. What is looked at stands in the address. */
export default function UsagePage() {
  const location = useLocation()
  return (
    <Show when={organizationIdOf(location.pathname)} keyed fallback={<Usage organizationId={undefined} />}>
      {(id) => <Usage organizationId={id} />}
    </Show>
  )
}

function Usage(props: { organizationId: string | undefined }) {
  const me = useMe()
  const { field, href, set } = useAddress(USUAL)
  const asked = () => askedBy(field)
  const ask = () => questionOf(asked())
  // The page is made anew for each organization, so that what it listens to never changes.
  const id = props.organizationId
  const sections = id === undefined ? livePlatformBoard(ask) : liveOrganizationBoard(id, ask)
  const organization = id === undefined ? undefined : liveOrganization(() => id)
  const role = () => me()?.organizations.find((one) => one.id === id)?.role
  usePage({
    ...(organization ? { crumb: () => organization.data()?.name } : {}),
    refresh: () => Object.values(sections).forEach((section) => section.refresh()),
  })
  return (
    <UsageView
      sections={sections}
      organizationId={id}
      maySwitch={role() === "owner" || role() === "admin" || me()?.staffRole === "admin"}
      asked={asked()}
      sorting={sortingOf(field("sort"), field("order"), asked().rank)}
      all={field("show") === "all"}
      split={field("split") === "status" ? "status" : "person"}
      href={href}
      set={set}
    />
  )
}
