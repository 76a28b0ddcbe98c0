import { For, Show } from "solid-js"
import type { AuditEntry } from "../../data/audit.ts"
import { changesOf } from "./changes.ts"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Hash } from "../../ui/hash.tsx"
import { Target } from "./target.tsx"
import "./entry-view.css"

/** One entry opened: what changed, from what to what, and how the entry hangs in the chain. */
export function EntryView(props: { of: AuditEntry }) {
  const changes = () => changesOf(props.of.before, props.of.after)
  return (
    <div data-component="entry">
      <Facts start>
        <Fact name="On">
          <Target of={props.of.target} />
        </Fact>
        <Fact name="Request">
          <Copy text={props.of.requestId} />
        </Fact>
        <Fact name="Address">{props.of.address ?? "–"}</Fact>
        <Fact name="Agent">{props.of.agent ?? "–"}</Fact>
        <Fact name="Person">
          <Copy text={props.of.actor.personId} />
        </Fact>
        <Fact name="Hash">
          <Hash of={props.of.hash} label="the entry's hash" />
        </Fact>
        <Fact name="Hash before">
          <Hash of={props.of.previousHash} label="the hash of the entry before" />
        </Fact>
      </Facts>
      <Show when={changes().length > 0} fallback={<p data-tone="3">This action changed no value.</p>}>
        <div data-component="changes" tabindex="0" role="region" aria-label="Values before and after">
          <table>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              <For each={changes()}>
                {({ field, before, after }) => (
                  <tr>
                    <th scope="row">{field}</th>
                    <td>{before}</td>
                    <td>{after}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </div>
  )
}
