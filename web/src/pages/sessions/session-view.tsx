import { For, Show } from "solid-js"
import type { Session } from "../../data/sessions.ts"
import { countText, microsText } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import { Duration } from "../../ui/duration.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Time } from "../../ui/time.tsx"
import { SessionWord } from "./columns.tsx"

/** One session opened: what its newest snapshot says. */
export function SessionView(props: { of: Session }) {
  return (
    <Facts start>
      <Fact name="Session">
        <Copy text={props.of.sessionId} />
      </Fact>
      <Fact name="Status">
        <SessionWord status={props.of.status} />
        {props.of.archived ? ", archived" : ""}
      </Fact>
      <Show when={props.of.failureReason}>{(reason) => <Fact name="Failed because">{reason()}</Fact>}</Show>
      <Fact name="Created">
        <Time at={props.of.createdAt} seconds />
      </Fact>
      <Fact name="Updated">
        <Time at={props.of.updatedAt} seconds />
      </Fact>
      <Fact name="Took">
        <Duration seconds={props.of.durationSeconds} />
      </Fact>
      <Fact name="Model">{props.of.model ?? "–"}</Fact>
      <Fact name="Turns">{countText(props.of.turns)}</Fact>
      <Fact name="Cost">{microsText(props.of.costMicros, "usd")}</Fact>
      <Fact name="Pull requests">
        <Show when={props.of.pulls.length > 0} fallback={countText(props.of.prs)}>
          <For each={props.of.pulls}>
            {(pull, at) => (
              <>
                {at() > 0 ? ", " : ""}
                {pull.repo ?? ""}
                {pull.number === null ? "" : `#${pull.number}`} {pull.state}
              </>
            )}
          </For>
        </Show>
      </Fact>
    </Facts>
  )
}
