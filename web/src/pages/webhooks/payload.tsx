import { createMemo, For, Show } from "solid-js"
import type { Instant } from "#shared/time.ts"
import { Button } from "../../ui/button.tsx"
import { Time } from "../../ui/time.tsx"
import { createCopying } from "../../ui/copying.ts"
import "./payload.css"

/** Lines beyond this are shown without the tone of their keys. */
const TONED_LINES_MAX = 1_500

/** The body as it was received, set line by line; masked for those who may not see personal data. */
export function Payload(props: { text: string | null; masked: boolean; keptUntil: Instant }) {
  const pretty = createMemo(() => {
    if (props.text === null) return ""
    try {
      return JSON.stringify(JSON.parse(props.text), null, 2)
    } catch {
      return props.text
    }
  })
  const lines = createMemo(() => pretty().split("\n"))
  const { copied, copy } = createCopying()
  return (
    <section data-component="payload" aria-label="Payload">
      <header>
        <p>
          <b>Payload</b>{" "}
          <span>
            kept until <Time at={props.keptUntil} as="date" />
          </span>
        </p>
        <Show when={props.text !== null}>
          <span data-end="">
            <Button kind="quiet" icon={copied() ? "check" : "copy"} onClick={() => copy(pretty())}>
              <span aria-live="polite">{copied() ? "Copied" : "Copy"}</span>
            </Button>
          </span>
        </Show>
      </header>
      <Show when={props.masked}>
        <p>Personal fields are masked for the role viewer. A staff admin can grant more.</p>
      </Show>
      <Show
        when={props.text !== null}
        fallback={
          <p>
            {props.masked
              ? "The body is not JSON, so nothing in it can be masked: support and admins may see it."
              : "The body is not kept any more."}
          </p>
        }
      >
        <pre tabindex="0" role="region" aria-label="Payload as JSON">
          <code>
            <Show when={lines().length <= TONED_LINES_MAX} fallback={pretty()}>
              <For each={lines()}>{(line) => <Line text={line} />}</For>
            </Show>
          </code>
        </pre>
      </Show>
    </section>
  )
}

function Line(props: { text: string }) {
  const key = () => /^\s*"(?:[^"\\]|\\.)*":/.exec(props.text)?.[0] ?? ""
  return (
    <>
      <span data-tone="3">{key()}</span>
      {`${props.text.slice(key().length)}\n`}
    </>
  )
}
