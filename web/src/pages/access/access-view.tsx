import type { Access } from "../../data/access.ts"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"

/** One reading opened: from where, and the request that finds it in the log. */
export function AccessView(props: { of: Access }) {
  return (
    <Facts start>
      <Fact name="Request">
        <Copy text={props.of.requestId} />
      </Fact>
      <Fact name="Address">{props.of.address ?? "–"}</Fact>
      <Fact name="Agent">{props.of.agent ?? "–"}</Fact>
      <Fact name="Person">
        <Copy text={props.of.actor.personId} />
      </Fact>
    </Facts>
  )
}
