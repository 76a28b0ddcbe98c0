import { createUniqueId, type JSX, type ParentProps, Show } from "solid-js"
import "./how.css"
import "./float.css"

/**
 * The "?" behind a figure: its definition (children), the window it covers, the rows it was made of and when it was last
 * computed.
 */
export function How(
  props: ParentProps<{ of: string; window?: JSX.Element; rows?: JSX.Element; computed?: JSX.Element }>,
) {
  const id = createUniqueId()
  return (
    <>
      <button type="button" data-component="how" popovertarget={id} aria-label={`How is ${props.of} computed?`}>
        ?
      </button>
      <div data-component="tip" popover="auto" id={id} role="dialog" aria-label={`How ${props.of} is computed`}>
        <div data-part="definition">{props.children}</div>
        <dl>
          <Show when={props.window}>
            {(window) => (
              <>
                <dt>Window</dt>
                <dd>{window()}</dd>
              </>
            )}
          </Show>
          <Show when={props.rows}>
            {(rows) => (
              <>
                <dt>Made of</dt>
                <dd>{rows()}</dd>
              </>
            )}
          </Show>
          <Show when={props.computed}>
            {(computed) => (
              <>
                <dt>Computed</dt>
                <dd>{computed()}</dd>
              </>
            )}
          </Show>
        </dl>
      </div>
    </>
  )
}
