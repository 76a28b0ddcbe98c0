import { Show } from "solid-js"
import type { Organization } from "../../data/organizations.ts"
import { countOf } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Card } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { useRoleIn } from "./role-in.ts"

/** An organization that somebody named and nobody described: what is known, and what has to be told for the rest to appear. */
export function Untold(props: { of: Organization }) {
  const { role } = useRoleIn(() => props.of.id)
  return (
    <>
      <Empty
        icon="org"
        title="Nothing told about it yet"
        text={
          <>
            The product has not described this organization. Its name, plan and people appear here by themselves once it
            sends <code>organization.created</code> with the id below to the events address.
          </>
        }
      >
        <Copy text={`${location.origin}/v1/events`} label="the events address" shown="Copy the events address" />
      </Empty>
      <Card>
        <Facts>
          <Fact name="Id">
            <Copy text={props.of.id} />
          </Fact>
          <Show when={role()}>{(mine) => <Fact name="Your role">{mine()}</Fact>}</Show>
          <Show when={props.of.memberCount > 0}>
            <Fact name="Members">{countOf(props.of.memberCount, "person", "people")}</Fact>
          </Show>
        </Facts>
      </Card>
    </>
  )
}
