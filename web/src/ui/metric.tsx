import { type JSX, type ParentProps, Show } from "solid-js"
import "./metric.css"

/**
 * A figure with its name, its change in words and the shape of its past. `href` leads to the rows behind it and covers
 * the cell; `how` lies above it. Children are the note under the figure.
 */
export function Metric(
  props: ParentProps<{ label: string; figure: JSX.Element; href?: string; how?: JSX.Element; spark?: JSX.Element }>,
) {
  /** The "?" goes with the last word when a narrow cell breaks the name. */
  const lastWordAt = () => props.label.lastIndexOf(" ") + 1
  return (
    <div data-component="metric">
      <div data-part="label">
        {props.label.slice(0, lastWordAt())}
        <span data-nowrap="">
          {props.label.slice(lastWordAt())} {props.how}
        </span>
      </div>
      <Show when={props.href} fallback={<span data-part="figure">{props.figure}</span>}>
        {(href) => (
          <a data-part="figure" href={href()} title="Show the rows">
            {props.figure}
          </a>
        )}
      </Show>
      {props.spark}
      <div data-part="note">{props.children}</div>
    </div>
  )
}
