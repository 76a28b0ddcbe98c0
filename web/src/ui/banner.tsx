import { type JSX, type ParentProps, Show } from "solid-js"
import { Mark, type StatusWord } from "./mark.tsx"
import "./banner.css"

/** One sentence over the whole page: what is so, and at its end the one next step. `live` is read out when it appears. */
export function Banner(
  props: ParentProps<{ status: StatusWord; title: string; end?: JSX.Element; id?: string; live?: boolean }>,
) {
  return (
    <div
      data-component="banner"
      data-status={props.status}
      data-banner={props.id}
      role={props.live ? "status" : undefined}
    >
      <Mark status={props.status} />
      <span>
        <b>{props.title}</b> {props.children}
      </span>
      <Show when={props.end}>{(end) => <span data-end="">{end()}</span>}</Show>
    </div>
  )
}
