import { For, Show } from "solid-js"
import type { Mail } from "../../data/outbox.ts"
import { countText } from "../../format.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Time } from "../../ui/time.tsx"
import "./outbox.css"

/** One mail opened: to whom, what it says, and what became of it. */
export function MailView(props: { of: Mail }) {
  return (
    <div data-component="mail">
      <pre tabindex="0" role="region" aria-label="Text of the mail">
        {props.of.text}
      </pre>
      <Facts start>
        <Fact name="To">
          <For each={props.of.to}>{(address) => <span data-part="line">{address}</span>}</For>
        </Fact>
        <Fact name="About">
          <a href={`${directoryPath(props.of.about.organizationId)}/credits`}>{props.of.about.organizationId}</a>
        </Fact>
        <Show when={props.of.endedAt}>
          {(at) => (
            <Fact name={ENDED[props.of.state]}>
              <Time at={at()} seconds />
            </Fact>
          )}
        </Show>
        <Show when={props.of.failure}>
          {(failure) => (
            <>
              <Fact name="Last failure">{failure()}</Fact>
              <Fact name="Tries">{countText(props.of.attempts)}</Fact>
            </>
          )}
        </Show>
      </Facts>
    </div>
  )
}

const ENDED: Record<Mail["state"], string> = { waiting: "Waiting", sent: "Sent", kept: "Kept", failed: "Given up" }
