import type { JSX, ParentProps } from "solid-js"
import "./facts.css"

/** Names and their values, one a line. `start` sets values beside their names instead of at the line's end. */
export function Facts(props: ParentProps<{ start?: boolean; small?: boolean }>) {
  return (
    <dl data-component="facts" data-start={props.start ? "" : undefined} data-small={props.small ? "" : undefined}>
      {props.children}
    </dl>
  )
}

/** One line of facts; `total` rules it once over and twice under. */
export function Fact(props: ParentProps<{ name: JSX.Element; total?: boolean }>) {
  return (
    <>
      <dt data-total={props.total ? "" : undefined}>{props.name}</dt>
      <dd data-total={props.total ? "" : undefined}>{props.children}</dd>
    </>
  )
}
