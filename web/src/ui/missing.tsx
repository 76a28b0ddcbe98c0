import type { ParentProps } from "solid-js"
import "./missing.css"

/** What a card does not show, and why, or who can grant it. */
export const Missing = (props: ParentProps) => (
  <p data-component="missing" data-small="">
    {props.children}
  </p>
)
