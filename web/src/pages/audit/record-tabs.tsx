import { LinkSegments } from "../../ui/segments.tsx"

/** The two records of what people did: what they commanded, and what staff read. */
export function RecordTabs(props: { on: "commands" | "access" }) {
  const items = () => [
    { href: "/admin/audit", on: props.on === "commands", text: "Commands" },
    { href: "/admin/audit/access", on: props.on === "access", text: "Access" },
  ]
  return <LinkSegments label="Record" items={items()} />
}
