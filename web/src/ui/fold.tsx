import { createSignal } from "solid-js"
import "./state.css"
import "./fold.css"

/** On a narrow page, which is long, folds a section to its heading. It stands in the section's header; wide it is not there. */
export function Fold(props: { title: string }) {
  const [folded, setFolded] = createSignal(false)
  return (
    <button
      type="button"
      data-component="act"
      data-part="folder"
      aria-expanded={!folded()}
      onClick={() => setFolded(!folded())}
    >
      {folded() ? "Show" : "Hide"}
      <span data-sr=""> {props.title}</span>
    </button>
  )
}
