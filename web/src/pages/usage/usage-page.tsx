import { useAddress } from "../../address.ts"
import { liveOrganizationBoard, livePlatformBoard } from "../../data/leaderboard.ts"
import { liveOrganization } from "../../data/organizations.ts"
import { usePage } from "../../shell/page.ts"
import { OfOrganization } from "../organization/of-organization.tsx"
import { useRoleIn } from "../organization/role-in.ts"
import { askedBy, questionOf, USUAL } from "./asked.ts"
import { sortingOf } from "./order.ts"
import { UsageView } from "./usage-view.tsx"

/** /admin/usage, the whole platform's; /organizations/:id/usage, one organization's. What is looked at stands in the address. */
export default function UsagePage() {
  return (
    <OfOrganization none={<Usage organizationId={undefined} />}>
      {({ id }) => <Usage organizationId={id} />}
    </OfOrganization>
  )
}

function Usage(props: { organizationId: string | undefined }) {
  const { field, href, set } = useAddress(USUAL)
  const asked = () => askedBy(field)
  const ask = () => questionOf(asked())
  // The page is made anew for each organization, so that what it listens to never changes.
  const id = props.organizationId
  const sections = id === undefined ? livePlatformBoard(ask) : liveOrganizationBoard(id, ask)
  const organization = id === undefined ? undefined : liveOrganization(() => id)
  const { mayWrite } = useRoleIn(() => id)
  usePage({
    ...(organization ? { crumb: () => organization.data()?.name } : {}),
    refresh: () => Object.values(sections).forEach((section) => section.refresh()),
  })
  return (
    <UsageView
      sections={sections}
      organizationId={id}
      maySwitch={mayWrite()}
      asked={asked()}
      sorting={sortingOf(field("sort"), field("order"), asked().rank)}
      all={field("show") === "all"}
      split={field("split") === "status" ? "status" : "person"}
      href={href}
      set={set}
    />
  )
}
