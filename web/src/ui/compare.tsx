import type { Changes } from "../address.ts"
import "./segments.css"

/** Whether figures are shown with the time before theirs, which the address says; `before` names that time. */
export const Compare = (props: { on: boolean; before: string; set: (changes: Changes) => void }) => (
  <fieldset data-component="segments">
    <legend data-sr="">Comparison</legend>
    <label data-on={props.on ? "" : undefined} title={`With ${props.before}`}>
      <input
        type="checkbox"
        data-sr=""
        checked={props.on}
        onChange={(event) => props.set({ compare: event.currentTarget.checked ? undefined : "off" })}
      />
      Compare
    </label>
  </fieldset>
)
