import { type ParentProps, Show } from "solid-js"
import "./news.css"

/** A list around which news waits: the pill lies over the list's edge, so that no row moves until the reader asks. */
export function News(props: ParentProps<{ text: string | undefined; onShow: () => void }>) {
  return (
    <div data-component="news">
      <div role="status">
        <Show when={props.text}>
          {(text) => (
            <button type="button" onClick={() => props.onShow()}>
              {text()}
            </button>
          )}
        </Show>
      </div>
      {props.children}
    </div>
  )
}
