import { Show } from "solid-js"
import type { IngestKey } from "../../data/ingest-keys.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Time } from "../../ui/time.tsx"
import { LastUsed } from "./columns.tsx"
import type { KeyDesk } from "./desk.ts"
import "./ingest-keys.css"

/** One key opened: who made it and who ended it, and the way to end it. */
export function KeyView(props: { of: IngestKey; desk: KeyDesk; mayWrite: boolean }) {
  return (
    <div data-component="keyview">
      <Facts start>
        <Fact name="Created">
          <Time at={props.of.createdAt} seconds /> by <By hand={props.of.createdBy} scope={props.of.scope} />
        </Fact>
        <Fact name="Last used">
          <LastUsed of={props.of} />
        </Fact>
        <Show when={props.of.revokedAt}>
          {(at) => (
            <Fact name="Revoked">
              <Time at={at()} seconds /> by <By hand={props.of.revokedBy!} scope={props.of.scope} />
            </Fact>
          )}
        </Show>
        <Fact name="Id">
          <Copy text={props.of.keyId} />
        </Fact>
      </Facts>
      <Show when={props.mayWrite && !props.of.revokedAt}>
        <Button kind="danger" onClick={() => props.desk.beginRevoking(props.of)}>
          Revoke this key…
        </Button>
      </Show>
    </div>
  )
}

/** Who it was; an organization's people are told where it was staff. */
const By = (props: { hand: IngestKey["createdBy"]; scope: string }) => (
  <>
    {props.hand.name}
    {props.hand.isStaff && props.scope !== "platform" ? ", staff" : ""}
  </>
)
