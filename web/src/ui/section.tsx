import { createUniqueId, type JSX, type ParentProps, Show } from "solid-js"
import "./section.css"

/** A heading and the sheet under it. `note` is a quiet word beside the heading, `end` what stands at the line's end. */
export function Section(
  props: ParentProps<{
    title: string
    /** Where a link on the page leads to. */
    id?: string
    note?: JSX.Element
    end?: JSX.Element
    span?: number
    printSpan?: number
    foot?: JSX.Element
  }>,
) {
  const headingId = createUniqueId()
  return (
    <section
      id={props.id}
      data-component="section"
      aria-labelledby={headingId}
      style={{ "--span": props.span, "--print-span": props.printSpan }}
    >
      <header>
        <h2 id={headingId}>{props.title}</h2>
        <Show when={props.note}>{(note) => <p>{note()}</p>}</Show>
        <Show when={props.end}>{(end) => <div data-end="">{end()}</div>}</Show>
      </header>
      {props.children}
      <Show when={props.foot}>{(foot) => <footer>{foot()}</footer>}</Show>
    </section>
  )
}

/** Sections side by side on twelve columns, each as wide as its `span`; one column below 960 px. `even` makes neighbours equally tall. */
export function Columns(props: ParentProps<{ even?: boolean }>) {
  return (
    <div data-component="columns" data-even={props.even ? "" : undefined}>
      {props.children}
    </div>
  )
}
