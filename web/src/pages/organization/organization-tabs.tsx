import { directoryPath } from "../../shell/nav.ts"
import { Tabs } from "../../ui/tabs.tsx"

const TABS = [
  { name: "overview", path: "", text: "Overview" },
  { name: "members", path: "/members", text: "Members" },
  { name: "metrics", path: "/metrics", text: "Metrics" },
  { name: "cost", path: "/cost", text: "Cost" },
  { name: "credits", path: "/credits", text: "Credits" },
  { name: "logs", path: "/logs", text: "Logs" },
  { name: "generations", path: "/generations", text: "Generations" },
] as const

export type OrganizationTab = (typeof TABS)[number]["name"]

/** What staff see of one organization, page by page. */
export function OrganizationTabs(props: { organizationId: string; on: OrganizationTab }) {
  const items = () =>
    TABS.map(({ name, path, text }) => ({
      href: directoryPath(props.organizationId) + path,
      text,
      on: name === props.on,
    }))
  return <Tabs label="Organization" items={items()} />
}
