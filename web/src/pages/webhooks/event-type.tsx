import { For, Show } from "solid-js"

/** A type of event, whole; where there is little room it breaks behind a dot. */
export function EventType(props: { type: string }) {
  const parts = () => props.type.split(/(?<=\.)/)
  return (
    <code>
      <For each={parts()}>
        {(part, at) => (
          <>
            <Show when={at() > 0}>
              <wbr />
            </Show>
            {part}
          </>
        )}
      </For>
    </code>
  )
}
