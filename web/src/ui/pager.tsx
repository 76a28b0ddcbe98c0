import { type JSX, Show } from "solid-js"
import "./button.css"
import "./pager.css"

/** The foot of a list: which rows these are, and the ways on. A way that does not exist is not shown. */
export function Pager(props: {
  children: JSX.Element
  /** Href of the first page, on any later one. */
  first?: string | undefined
  previous?: string | undefined
  next?: string | undefined
  words?: { first: string; previous: string; next: string } | undefined
}) {
  const words = () => props.words ?? { first: "First page", previous: "Previous", next: "Next" }
  return (
    <nav data-component="pager" aria-label="Pages">
      <span role="status">{props.children}</span>
      <span data-end="">
        <Show when={props.first}>{(href) => <Step href={href()} text={words().first} />}</Show>
        <Show when={props.previous}>{(href) => <Step href={href()} text={words().previous} />}</Show>
        <Show when={props.next}>{(href) => <Step href={href()} text={words().next} />}</Show>
      </span>
    </nav>
  )
}

function Step(props: { href: string; text: string }) {
  return (
    <a data-component="button" data-kind="secondary" href={props.href}>
      {props.text}
    </a>
  )
}
