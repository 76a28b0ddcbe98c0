import { For, Show } from "solid-js"
import type { Evidence } from "#shared/contract/evidence.ts"
import type { StatusWord } from "../../ui/mark.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

type Command = Evidence["commands"][number]
const MARKS: Record<Command["state"], StatusWord> = { waiting: "observing", done: "ok", failed: "fail" }
const WORDS: Record<Command["state"], string> = {
  waiting: "Stripe has not answered yet",
  done: "done",
  failed: "turned down",
}

/** What was told to Stripe of this answer, newest first, each with its ending in Stripe's words. */
export function Sent(props: { of: Evidence }) {
  return (
    <Show when={props.of.commands.length > 0}>
      <ul data-part="sent" aria-label="Told to Stripe">
        <For each={props.of.commands}>
          {(one) => (
            <li>
              <Word status={MARKS[one.state]}>{WORDS[one.state]}</Word>{" "}
              {one.action === "submitEvidence" ? "Submitted" : "Staged"} by {one.by.name}, <Time at={one.requestedAt} />
              <Show when={one.failure}>{(failure) => <>. Stripe says: {failure().message}</>}</Show>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
