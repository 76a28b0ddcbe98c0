import type { ParentProps } from "solid-js"
import { Mark, type StatusWord } from "./mark.tsx"
import "./word.css"

/** A word of status with its shape, for tables and cards. Without children the word is the status itself. */
export function Word(props: ParentProps<{ status: StatusWord }>) {
  return (
    <span data-component="word" data-status={props.status}>
      <Mark status={props.status} />
      <span>{props.children ?? props.status}</span>
    </span>
  )
}

/** The same word with an edge, for feeds and headings; `plain` is a fact, `sandbox` says that something is not real. */
export function Badge(props: ParentProps<{ status?: StatusWord; kind?: "plain" | "sandbox" }>) {
  return (
    <span data-component="badge" data-status={props.status} data-kind={props.kind}>
      {props.status && <Mark status={props.status} />}
      {props.children}
    </span>
  )
}
