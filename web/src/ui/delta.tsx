import type { ParentProps } from "solid-js"
import "./delta.css"

/** A change: the arrow says its direction, the colour whether it is good, the words how much. */
export function Delta(props: ParentProps<{ direction: "up" | "down" | "same"; tone: "good" | "bad" | "flat" }>) {
  return (
    <span data-component="delta" data-tone={props.tone}>
      {props.direction !== "same" && (
        <>
          <svg viewBox="0 0 10 10" aria-hidden="true">
            <path d={props.direction === "up" ? "M5 1.2 9 8.2H1z" : "M5 8.8 1 1.8h8z"} />
          </svg>
          <span data-sr="">{props.direction === "up" ? "up " : "down "}</span>
        </>
      )}
      {props.children}
    </span>
  )
}

/** The tone of a difference, when more is good, bad or neither. */
export function toneOf(difference: number, more: "good" | "bad" | "flat"): "good" | "bad" | "flat" {
  if (difference === 0 || more === "flat") return "flat"
  return difference > 0 === (more === "good") ? "good" : "bad"
}
