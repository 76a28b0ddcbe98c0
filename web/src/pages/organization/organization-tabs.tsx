import { directoryPath } from "../../shell/nav.ts"
import { Tabs } from "../../ui/tabs.tsx"

const TABS = [
  { name: "overview", path: "", text: "Overview" },
  { name: "metrics", path: "/metrics", text: "Metrics" },
  { name: "logs", path: "/logs", text: "Logs" },
  { name: "generations", path: "/generations", text: "Generations" },
] as const

/** What staff see of one organization, page by page. */
export function OrganizationTabs(props: { organizationId: string; on: (typeof TABS)[number]["name"] }) {
  const items = () =>
    TABS.map(({ name, path, text }) => ({
      href: directoryPath(props.organizationId) + path,
      text,
      on: name === props.on,
    }))
  return <Tabs label="Organization" items={items()} />
}
